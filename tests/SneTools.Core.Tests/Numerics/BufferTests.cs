namespace SneTools.Tests;

public unsafe class BufferTests
{
    [Fact]
    public void What_is_left_of_a_buffer_that_shrinks_is_what_was_there()
    {
        using var buffer = new ShrinkingBuffer<int>(1 << 20);
        for (int k = 0; k < buffer.Length; k++)
            buffer.Pointer[k] = k;
        foreach (int length in new[] { 1 << 19, 1000, 1, 0 })
        {
            buffer.Shrink(length);
            Assert.Equal(length, buffer.Length);
            for (int k = 0; k < length; k++)
                Assert.Equal(k, buffer.Pointer[k]);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Shrink(1));
    }

    [Fact]
    public void A_buffer_that_is_large_enough_stays_and_one_that_grows_has_room_to_spare()
    {
        var buffer = new NativeBuffer<int>(0);
        NativeBuffer<int>.Reserve(ref buffer, 100);
        Assert.Equal(100, buffer.Length);
        NativeBuffer<int> before = buffer;
        NativeBuffer<int>.Reserve(ref buffer, 50);
        Assert.Same(before, buffer);
        NativeBuffer<int>.Reserve(ref buffer, 104);
        Assert.True(before.IsClosed);
        Assert.Equal(130, buffer.Length);
        buffer.Dispose();
    }
}
