using Tito.Core.Tokens;

namespace Tito.Tests.Unit.Tokens;

public sealed class RoutedExpertsTests
{
    [Fact]
    public void Rows_OfThreeLayersAndTwoExperts_Are24BytesEach()
    {
        var rows = new RoutedExperts(startRow: 5, layers: 3, topK: 2, new byte[48]);

        Assert.Equal((24, 2, 7), (rows.RowBytes, rows.RowCount, rows.EndRow));
    }

    [Fact]
    public void New_WhenTheBytesAreNoWholeNumberOfRows_Throws() =>
        Assert.Throws<ArgumentException>(() => new RoutedExperts(0, 3, 2, new byte[47]));

    [Theory]
    [InlineData(-1, 1, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(0, 1, 0)]
    public void New_WhenANumberIsTooSmall_Throws(int startRow, int layers, int topK) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RoutedExperts(startRow, layers, topK, default));

    [Fact]
    public void New_WhenARowIsLargerThanAnArray_Throws() =>
        Assert.Throws<OverflowException>(() => new RoutedExperts(0, 1 << 20, 1 << 20, default));
}
