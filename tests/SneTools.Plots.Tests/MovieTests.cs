using SneTools.Plots;

namespace SneTools.PlotsTests;

public class MovieTests
{
    [Fact]
    public void The_axes_hold_every_map_and_never_shrink()
    {
        MapMovie movie = Movies.Growing(40, 2, [1e-4, 3, 0.5, 20, 10]);
        for (int k = 0; k < movie.Count; k++)
        {
            Matrix map = movie[k].ToMatrix();
            for (int c = 0; c < 2; c++)
            {
                Extent box = movie.Box(k)[c];
                for (int i = 0; i < 40; i++)
                    Assert.InRange(map[i, c], box.Low, box.High);
                Assert.True(k == 0 || (box.Low <= movie.Box(k - 1)[c].Low && box.High >= movie.Box(k - 1)[c].High));
            }
        }

        Assert.InRange(movie.Box(0)[0].Length, 1e-5, 1e-3); // the beginning fills its frame
        Assert.Equal(movie.Box(1)[0], movie.Box(2)[0]);
    }

    [Fact]
    public void Fewer_frames_are_spread_from_the_first_to_the_last()
    {
        MapMovie movie = Movies.Growing(5, 2, [.. Enumerable.Range(1, 101).Select(k => (double)k)]);
        Assert.Same(movie, movie.Thin(101));
        MapMovie thin = movie.Thin(5);
        Assert.Equal([0, 250, 500, 750, 1000], Enumerable.Range(0, thin.Count).Select(k => thin[k].Iteration));
        Assert.Equal(movie.Box(50), thin.Box(2));
    }

    [Fact]
    public void Its_frames_have_the_colors_of_its_plot_and_say_where_they_are()
    {
        MapMovie movie = Movies.Growing(6, 2, [1, 2], "birds");
        MapPlot frame = movie.Frame(1);
        Assert.Same(movie.Plot.Colors, frame.Colors);
        Assert.Equal("birds \u2013 iteration 10 of 10, divergence 1.5000", frame.Title);
        Assert.Equal("birds \u2013 iteration 0 of 10, divergence 2.5000, early exaggeration", movie.Frame(0).Title);
    }

    [Fact]
    public void One_map_does_not_move_and_those_of_other_points_are_refused()
    {
        Assert.Equal(SneError.InvalidMap, Assert.Throws<SneException>(() => Movies.Growing(6, 2, [1])).Error);
        MapMovie other = Movies.Growing(7, 2, [1, 2]);
        Assert.Equal(SneError.InvalidMap, Assert.Throws<SneException>(() => new MapMovie(Movies.Growing(6, 2, [1, 2]).Plot, [other[0], other[1]])).Error);
    }
}
