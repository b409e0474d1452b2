using System.Globalization;

namespace SneTools;

/// <summary>The rows of a table, or of a batch of it, as they come in: their numbers and texts.</summary>
internal sealed class TableRows
{
    private readonly TableLayout _layout;
    private readonly ColumnPlan[] _plans;
    private readonly MissingValuePolicy _policy;
    private readonly int _deciding;
    private readonly NumberBlocks _numbers;
    private readonly List<string?>?[] _texts;
    private readonly List<int> _droppedRows = [];

    /// <summary>Columns whose numbers are not written, in the row at hand, as SneTools writes them.</summary>
    private readonly List<int> _spelled = [];
    private long _keptCharacters;

    /// <summary>The row at hand, from 1 in the source.</summary>
    private int _row;

    /// <summary>Begins.</summary>
    /// <param name="layout">The columns.</param>
    /// <param name="numbers">Room for the numbers.</param>
    /// <param name="policy">What to do with cells that hold no finite number.</param>
    /// <param name="firstRow">The first row, from 0 in the source.</param>
    /// <param name="deciding">The rows at the beginning of the source that decided what the columns are; 0 if all rows did, as far as a user
    /// need know.</param>
    public TableRows(TableLayout layout, NumberBlocks numbers, MissingValuePolicy policy, int firstRow, int deciding)
    {
        _layout = layout;
        _plans = layout.Plans;
        _numbers = numbers;
        _policy = policy;
        _deciding = deciding;
        FirstRow = firstRow;
        _texts = new List<string?>?[_plans.Length];
        foreach (int c in layout.Texted)
            _texts[c] = [];
    }

    /// <summary>The first row, from 0 in the source.</summary>
    public int FirstRow { get; }

    /// <summary>Rows that are kept.</summary>
    public int Count { get; private set; }

    /// <summary>Rows that were left out, from 0 in the source.</summary>
    public IReadOnlyList<int> DroppedRows => _droppedRows;

    /// <summary>True if cells of rows that are kept hold no finite number.</summary>
    public bool HasGaps { get; private set; }

    /// <summary>The texts of a column; null if it has none.</summary>
    /// <param name="column">The column, counted from 0.</param>
    public IReadOnlyList<string?>? Texts(int column) => _texts[column];

    /// <summary>The numbers, which go from here.</summary>
    public Matrix TakeNumbers() => _numbers.Join(Count);

    /// <summary>Takes a row.</summary>
    /// <param name="row">Its cells.</param>
    /// <param name="number">Its number, from 1 in the source.</param>
    /// <exception cref="SneException">The policy refuses a cell.</exception>
    public void Add<TRow>(TRow row, int number)
        where TRow : ICellRow, allows ref struct
    {
        _row = number;
        _spelled.Clear();
        Span<double> numbers = _numbers.Row(Count);
        bool hasGap = _layout.HasVectors ? AddVectors(row, numbers) : AddNumbers(row, numbers);
        foreach (int c in _layout.Texted)
        {
            Cell cell = row.Cell(c);
            hasGap |= IsGap(cell, _plans[c]);
            if (cell.IsAbsent)
                _layout.FirstAbsent.TryAdd(c, number);
        }

        if (_policy == MissingValuePolicy.Drop && hasGap)
        {
            _droppedRows.Add(number - 1);
            return;
        }

        HasGaps |= hasGap;
        foreach (int k in _spelled)
        {
            if (_plans[_layout.Numeric[k]].Spelling is not { IsLost: true })
                KeepText(k, numbers[_layout.Offsets[k]], row.Cell(_layout.Numeric[k]).AsText()!);
        }

        Count++;
        foreach (int c in _layout.Texted)
            _texts[c]!.Add(row.Cell(c).AsText());
    }

    /// <returns>True if a number is missing; NaN stands in its place.</returns>
    private bool AddNumbers<TRow>(TRow row, Span<double> numbers)
        where TRow : ICellRow, allows ref struct
    {
        int[] numeric = _layout.Numeric;
        bool hasGap = false;
        for (int k = row.TryGetNumbers(numeric, numbers, 0, _spelled); k < numbers.Length; k = row.TryGetNumbers(numeric, numbers, k + 1, _spelled))
        {
            RefuseGap(row.Cell(numeric[k]), _plans[numeric[k]]);
            numbers[k] = double.NaN;
            hasGap = true;
        }

        return hasGap;
    }

    /// <returns>True if a number is missing; NaN stands in its place.</returns>
    private bool AddVectors<TRow>(TRow row, Span<double> numbers)
        where TRow : ICellRow, allows ref struct
    {
        bool hasGap = false;
        for (int k = 0; k < _layout.Numeric.Length; k++)
        {
            int c = _layout.Numeric[k];
            Span<double> target = numbers.Slice(_layout.Offsets[k], _plans[c].Width);
            if (_plans[c].Kind == ColumnKind.Vector)
            {
                hasGap |= AddVector(row.Cell(c), _plans[c], target);
            }
            else if (row.TryGetNumber(c, out target[0]) && double.IsFinite(target[0]))
            {
                if (!row.IsPlain(c, target[0]))
                    _spelled.Add(k);
            }
            else
            {
                RefuseGap(row.Cell(c), _plans[c]);
                target[0] = double.NaN;
                hasGap = true;
            }
        }

        return hasGap;
    }

    private bool AddVector(Cell cell, ColumnPlan plan, Span<double> target)
    {
        if (!cell.TryGetVector(out double[]? vector) || vector.Length == 0)
        {
            RefuseGap(vector is null ? cell : Cell.Empty, plan);
            target.Fill(double.NaN);
            return true;
        }

        if (vector.Length != target.Length)
            throw Decided(Refusal.VectorLength(_row, plan.Name, vector.Length, target.Length), plan);
        bool hasGap = false;
        for (int k = 0; k < target.Length; k++)
        {
            target[k] = vector[k];
            if (double.IsFinite(vector[k]))
                continue;
            RefuseGap(double.IsNaN(vector[k]) ? Cell.Empty : Cell.FromNumber(vector[k]), plan, element: k + 1);
            target[k] = double.NaN;
            hasGap = true;
        }

        return hasGap;
    }

    private void KeepText(int k, double number, string text)
    {
        NumberTexts spelling = _plans[_layout.Numeric[k]].Spelling ??= new NumberTexts();
        int before = spelling.Characters;
        spelling.Add(Count, number, text);
        _keptCharacters += spelling.Characters - before;
        if (_keptCharacters > NumberTexts.MostCharacters)
            LoseTexts();
    }

    /// <summary>Lets go of the texts of the columns with the most of them: measurements in more digits than a double holds. Those of an
    /// identifier beside them stay.</summary>
    private void LoseTexts()
    {
        NumberTexts[] spellings = [.. _plans.Where(plan => !plan.IsSettledIndex).Select(plan => plan.Spelling).OfType<NumberTexts>()];
        int most = spellings.Max(spelling => (int?)spelling.Characters) ?? 0;
        foreach (NumberTexts spelling in spellings.Where(spelling => 2 * spelling.Characters >= most))
        {
            _keptCharacters -= spelling.Characters;
            spelling.Lose();
        }
    }

    /// <summary>True for a cell whose text should say a number and says none.</summary>
    private bool IsGap(Cell cell, ColumnPlan plan)
    {
        if (plan.Role == ColumnRole.Label)
            return false;
        if (!cell.IsEmpty && DerivedColumns.TryParse(cell.AsText(), plan.Kind, out _))
            return false;
        if (cell.IsAbsent)
            throw Refusal.MissingColumn(_row, plan.Name);
        if (_policy == MissingValuePolicy.Error)
            throw DerivedColumns.Refuse(cell, plan.Kind, _row, plan.Name);
        return true;
    }

    private void RefuseGap(Cell cell, ColumnPlan plan, int element = 0)
    {
        if (cell.IsAbsent)
            throw Decided(Refusal.MissingColumn(_row, plan.Name), plan);
        if (_policy != MissingValuePolicy.Error)
            return;
        if (element == 0)
            throw Decided(DerivedColumns.Refuse(cell, plan.Kind, _row, plan.Name), plan);

        // What is left out is the column: the message alone names the element.
        SneException error = DerivedColumns.Refuse(cell, ColumnKind.Number, _row, ColumnGroup.ElementName(plan.Name, element.ToString(CultureInfo.InvariantCulture)));
        throw new SneException(error.Error, error.Message, error.Row, plan.Name);
    }

    /// <summary>An error that says as well why the column must hold what the row has not, where nobody said so.</summary>
    private SneException Decided(SneException error, ColumnPlan plan)
    {
        if (!plan.IsGuess || _deciding == 0 || _row - _layout.Start <= _deciding)
            return error;
        string what = plan.Kind == ColumnKind.Vector ? FormattableString.Invariant($"vectors of {plan.Width} elements") : "numbers";
        return new SneException(
            error.Error, FormattableString.Invariant($"{error.Message} That the column holds {what} was decided by the first {_deciding} rows{(_layout.Start == 0 ? string.Empty : " that are read")}."), error.Row, error.Column);
    }
}
