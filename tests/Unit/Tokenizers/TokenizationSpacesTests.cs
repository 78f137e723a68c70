using Tito.Tokenizers;

namespace Tito.Tests.Unit.Tokenizers;

public sealed class TokenizationSpacesTests
{
    [Theory]
    [InlineData("Hello , world ! Is it ' ok ' ? No .", "Hello, world! Is it'ok '? No.")]
    [InlineData("do n't I 'm he 's we 've they 're", "don't I'm he's we've they're")]
    [InlineData("nothing to do: a-b", "nothing to do: a-b")]
    public void CleanUp_TakesTheSpacesOutInTheOrderOfTransformers(string text, string expected) =>
        Assert.Equal(expected, TokenizationSpaces.CleanUp(text));
}
