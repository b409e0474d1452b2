namespace SneTools.Tests;

public class RowBlocksTests
{
    [Fact]
    public void Every_row_is_in_exactly_one_block() =>
        Gen.Select(Gen.Int[0, 500], Gen.Int[1, 70]).Sample((rows, size) =>
        {
            var blocks = new RowBlocks(rows, size);
            IEnumerable<int> covered = Enumerable.Range(0, blocks.Count)
                .SelectMany(block => Enumerable.Range(blocks.Start(block), blocks.End(block) - blocks.Start(block)));
            Assert.Equal(Enumerable.Range(0, rows), covered);
        });
}
