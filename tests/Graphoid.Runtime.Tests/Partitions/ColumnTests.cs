using Graphoid.Runtime.Partitions;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Tests.Partitions;

public sealed class ColumnTests
{
    private const int Rows = 10_000;

    [Fact]
    public void A_column_that_is_the_same_for_all_rows_is_one_scalar()
    {
        var column = Numbers(0);
        Assert.Equal(ColumnKind.Uniform, column.Kind);
        Assert.Equal(0, column.Bytes);
        Assert.Equal(Value.Of(0), column.Get(Rows - 1));
    }

    [Fact]
    public void A_different_number_makes_it_numbers()
    {
        var column = Numbers(1);
        column.Set(7, Value.Of(2.5));
        Assert.Equal(ColumnKind.Numbers, column.Kind);
        Assert.Equal(Rows * 8, column.Bytes);
        Assert.Equal((Value.Of(1), Value.Of(2.5), Value.Of(1)), (column.Get(6), column.Get(7), column.Get(8)));
    }

    [Fact]
    public void Bools_take_one_bit_each()
    {
        var column = new Column(Value.False);
        column.EnsureRows(Rows);
        column.Set(64, Value.True);
        Assert.Equal(ColumnKind.Bits, column.Kind);
        Assert.Equal((Rows + 63) / 64 * 8, column.Bytes);
        Assert.Equal((Value.False, Value.True, Value.False), (column.Get(63), column.Get(64), column.Get(65)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_value_that_does_not_fit_widens_once_and_for_all(bool ofBools)
    {
        var column = new Column(ofBools ? Value.False : Value.Of(0));
        column.EnsureRows(3);
        column.Set(1, ofBools ? Value.True : Value.Of(1));
        column.Set(2, Value.Of("text"));
        Assert.Equal(ColumnKind.Values, column.Kind);
        Assert.Equal(ofBools ? Value.True : Value.Of(1), column.Get(1));
        column.Set(2, Value.Of(5));
        Assert.Equal(ColumnKind.Values, column.Kind);
        Assert.Equal(Value.Of(5), column.Get(2));
    }

    [Fact]
    public void The_first_values_appended_decide_how_a_column_starts()
    {
        var column = new Column(Value.None);
        column.Append(Value.Of(1));
        column.Append(Value.Of(1));
        Assert.Equal(ColumnKind.Uniform, column.Kind);
        column.Append(Value.Of(2));
        Assert.Equal(ColumnKind.Numbers, column.Kind);
        column.EnsureRows(4);
        Assert.Equal(ColumnKind.Values, column.Kind);
        Assert.True(column.Get(3).IsNone);
    }

    [Fact]
    public void Minus_zero_and_not_a_number_are_values_of_their_own()
    {
        var column = Numbers(0);
        column.Set(1, Value.Of(-0.0));
        column.Set(2, Value.Of(double.NaN));
        Assert.True(double.IsNegative(column.Get(1).Number));
        Assert.False(double.IsNegative(column.Get(0).Number));
        Assert.True(double.IsNaN(column.Get(2).Number));
    }

    [Fact]
    public void Rows_past_the_end_hold_the_initial_value()
    {
        var column = Numbers(3);
        Assert.Equal(Value.Of(3), column.Get(Rows + 5));
        column.SetAll(Value.Of(4));
        column.EnsureRows(Rows + 1);
        Assert.Equal((Value.Of(4), Value.Of(3)), (column.Get(Rows - 1), column.Get(Rows)));
    }

    [Theory]
    [InlineData("number")]
    [InlineData("bool")]
    [InlineData("text")]
    [InlineData("uniform")]
    [InlineData("growth")]
    [InlineData("all")]
    public void Rollback_restores_values_and_kind(string change)
    {
        foreach (var column in new[] { Numbers(1), Mixed(Value.Of(1), Value.Of(2)), Mixed(Value.False, Value.True), Mixed(Value.Of("a"), Value.Of(2)) })
        {
            var before = (column.Kind, column.Rows, string.Join(' ', Enumerable.Range(0, Rows).Select(row => column.Get(row))));
            column.Begin();
            for (var row = 5; row < Rows; row += 3000)
            {
                column.Set(row, change switch { "bool" => Value.True, "text" => Value.Of("x"), _ => Value.Of(77) });
            }

            if (change == "uniform")
            {
                column.SetAll(Value.Of("u"));
                column.Set(9, Value.Of(3));
            }
            else if (change == "growth")
            {
                column.Append(Value.Of(5));
                column.EnsureRows(Rows * 3);
                column.Set(0, Value.Of(9));
            }
            else if (change == "all")
            {
                column.PrepareWrite(0, Rows);
                for (var row = 0; row < Rows; row++)
                {
                    column.Set(row, Value.Of(row));
                }
            }

            column.Rollback();
            Assert.Equal(before, (column.Kind, column.Rows, string.Join(' ', Enumerable.Range(0, Rows).Select(row => column.Get(row)))));
            column.Begin();
            column.Set(1, Value.Of("kept"));
            column.Commit();
            Assert.Equal(Value.Of("kept"), column.Get(1));
        }
    }

    [Fact]
    public void Only_the_blocks_that_are_written_are_saved()
    {
        var column = Mixed(Value.Of(1), Value.Of(2));
        column.Begin();
        column.Set(0, Value.Of(3));
        column.Set(1, Value.Of(4));
        Assert.InRange(column.ImageBytes, Column.BlockRows * 8, (Column.BlockRows * 8) + 100);
        column.Commit();
    }

    [Fact]
    public void Saving_blocks_allocates_nothing_in_the_steady_state()
    {
        var column = Mixed(Value.Of(1), Value.Of(2));
        Wave();
        Wave();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var wave = 0; wave < 50; wave++)
        {
            Wave();
        }

        // A collection on another thread counts the rest of this thread's buffer, about 8 KB; one block a wave would be a hundred times that.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);

        void Wave()
        {
            column.Begin();
            for (var row = 0; row < Rows; row++)
            {
                column.Set(row, Value.Of(row));
            }

            column.Commit();
        }
    }

    [Fact]
    public void A_list_changed_in_place_does_not_reach_the_before_image()
    {
        var column = Mixed(Value.Of(1), Value.Of(2));
        column.Set(3, Value.Of(new ListValue([Value.Of(1)])));
        column.Begin();
        Assert.True(column.Take(3).Is<ListValue>(out var list));
        Assert.True(list.IsShared);
        column.Set(3, Value.Of(new ListValue([Value.Of(1), Value.Of(2)])));
        Assert.True(column.Take(3).Is(out list));
        Assert.False(list.IsShared);
        column.Rollback();
        Assert.Equal("[1]", column.Get(3).ToString());
    }

    [Fact]
    public void What_is_read_out_is_shared()
    {
        var column = Mixed(Value.Of(1), Value.Of(2));
        column.Set(3, Value.Of(new ListValue([])));
        Assert.True(column.Peek(3).Is<ListValue>(out var list));
        Assert.False(list.IsShared);
        column.Get(3);
        Assert.True(list.IsShared);
    }

    private static Column Numbers(double number)
    {
        var column = new Column(Value.Of(number));
        column.EnsureRows(Rows);
        return column;
    }

    private static Column Mixed(Value even, Value odd)
    {
        var column = new Column(even);
        for (var row = 0; row < Rows; row++)
        {
            column.Append(row % 2 == 0 ? even : odd);
        }

        return column;
    }
}
