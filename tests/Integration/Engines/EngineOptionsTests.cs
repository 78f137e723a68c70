using System.Globalization;
using Tito.Engines;

namespace Tito.Tests.Integration.Engines;

public sealed class EngineOptionsTests
{
    private static readonly Uri Address = new("http://127.0.0.1:30000");

    [Fact]
    public void Defaults_WhenOnlyTheAddressIsGiven_AreThoseOfTheDocumentation()
    {
        var options = new EngineOptions { BaseAddress = Address };

        Assert.Equal((TimeSpan.FromMinutes(10), 256 << 20), (options.Timeout, options.MaxResponseBytes));
    }

    [Theory]
    [InlineData("ftp://engine")]
    [InlineData("/v1")]
    public void BaseAddress_WhenItIsNoHttpAddress_Throws(string address) =>
        Assert.Throws<ArgumentException>(() => new EngineOptions { BaseAddress = new(address, UriKind.RelativeOrAbsolute) });

    [Theory]
    [InlineData("00:00:00.0009")]
    [InlineData("1.00:00:00.001")]
    public void Timeout_WhenItIsOutsideItsRange_Throws(string timeout) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new EngineOptions { BaseAddress = Address, Timeout = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture) });

    [Fact]
    public void MaxResponseBytes_WhenItIsZero_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EngineOptions { BaseAddress = Address, MaxResponseBytes = 0 });
}
