namespace SneTools;

/// <summary>All that a run has come to in its descent: one <see cref="DescentState"/> for every map that it has begun. A copy of it, or what was
/// written to a file and read again, is a point to go on from, bit for bit.</summary>
/// <remarks>
/// A run makes several maps where it restarts, and of a few hundred points. They are made one after the other, each by itself: all but the last
/// have come to their end. Which is the best is found from their costs, and is no part of the state. A run that has come to its iteration limit
/// and is given more goes on with every map that had not converged.
/// </remarks>
public sealed class RunState
{
    /// <summary>The most descents of a run that are read.</summary>
    private const int MaxCount = 1 << 16;

    private readonly List<Entry> _entries = [];
    private int? _result;

    /// <summary>The descents that have begun, in their order.</summary>
    public IReadOnlyList<DescentState> Descents => [.. _entries.Select(entry => entry.Descent)];

    /// <summary>A copy that stays as it is when the run goes on.</summary>
    public RunState Clone()
    {
        var result = new RunState();
        foreach (Entry entry in _entries)
            result._entries.Add(entry with { Descent = entry.Descent.Clone() });
        result._result = _result;
        return result;
    }

    /// <summary>The state as named arrays and scalars. The arrays are the state's own: what is to stay as it is comes from a
    /// <see cref="Clone"/>.</summary>
    public StateArrays ToArrays()
    {
        var result = new StateArrays();
        result.Add<int>("descents", _entries.Count);
        result.Add("result", _result);
        for (int k = 0; k < _entries.Count; k++)
        {
            StateArrays part = _entries[k].Descent.ToArrays();
            part.Add<int>("start", _entries[k].Start);
            part.Add<int>("way", _entries[k].Way);
            result.Add(Prefix(k), part);
        }

        return result;
    }

    /// <summary>The state that <see cref="ToArrays"/> gave.</summary>
    /// <param name="arrays">The arrays, which become the state's own.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: an array or a scalar is missing, or is none of a state.</exception>
    public static RunState FromArrays(StateArrays arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        var result = new RunState();
        int count = arrays.Count("descents", MaxCount);
        for (int k = 0; k < count; k++)
        {
            StateArrays part = arrays.Part(Prefix(k));
            result._entries.Add(new Entry(part.Count("start", int.MaxValue), part.Count("way", int.MaxValue), DescentState.FromArrays(part)));
        }

        if (arrays.HasPart(Prefix(count)))
            throw StateArrays.Invalid(FormattableString.Invariant($"has more descents than the {count} that it counts"));
        result._result = arrays.ScalarIfAny<int>("result");
        if (result._result is { } chosen && (chosen < 0 || chosen >= count))
            throw StateArrays.Invalid(FormattableString.Invariant($"came to the map of descent {chosen} of {count}"));
        return result;
    }

    /// <summary>Writes the state.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public void Write(Stream stream) => ToArrays().Write(stream);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="stream">Where from; it stays open.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: it is none, or ends too early.</exception>
    public static RunState Read(Stream stream) => FromArrays(StateArrays.Read(stream));

    /// <summary>The descent whose map is the run's, and the number of its start: of a run that goes on, that of the lowest cost at its last step;
    /// null if no step was made.</summary>
    internal (DescentState Descent, int Start)? Best => (_result is { } chosen ? [_entries[chosen]] : _entries.Where(entry => entry.Descent.History.Count > 0))
        .Select(entry => ((DescentState Descent, int Start)?)(entry.Descent, entry.Start))
        .MinBy(entry => entry!.Value.Descent.Value.Divergence);

    /// <summary>The descent from a start in a way; null if it has not begun.</summary>
    /// <param name="start">Number of the start, from 0.</param>
    /// <param name="way">Number of the way of descending from it, from 0.</param>
    internal DescentState? Find(int start, int way) => _entries.Find(entry => entry.Start == start && entry.Way == way)?.Descent;

    /// <summary>Begins a descent.</summary>
    /// <param name="start">Number of the start, from 0.</param>
    /// <param name="way">Number of the way of descending from it, from 0.</param>
    /// <param name="map">The map to start from, n × l; it is moved in place.</param>
    /// <param name="engine">What the engine carries.</param>
    internal DescentState Begin(int start, int way, Matrix map, EngineState? engine)
    {
        var result = new DescentState(map) { Engine = engine };
        _entries.Add(new Entry(start, way, result));
        return result;
    }

    /// <summary>Forgets all descents but one.</summary>
    internal void GiveUpAllBut(DescentState kept) => _entries.RemoveAll(entry => entry.Descent != kept);

    /// <summary>Says which descent's map is the run's, which costs of last steps do not tell.</summary>
    /// <param name="best">The descent; null while the run goes on.</param>
    internal void Settle(DescentState? best) => _result = best is null ? null : _entries.FindIndex(entry => entry.Descent == best);

    private static string Prefix(int k) => FormattableString.Invariant($"{k}.");

    private sealed record Entry(int Start, int Way, DescentState Descent);
}
