using Tito.Core.Comparison;

namespace Tito.Tests.Unit.Comparison;

public sealed class CauseFinderTests
{
    [Theory]
    [InlineData("""{"a": 1}""", """{"a": 1.0}""", MismatchCause.ReserializedJson)] // The value begins with the first character.
    [InlineData("""x{"a": 1}""", """x{"a": 1.0}""", MismatchCause.ReserializedJson)]
    [InlineData("""[1, 2] tail""", """[1,2] other""", MismatchCause.ReserializedJson)] // What follows the value does not matter.
    [InlineData("""{"a": 1}""", """{"a": 2}""", MismatchCause.Unknown)]
    [InlineData("""{"a": {"b": 1}, "c": 1}""", """{"a": {"b": 1}, "c": 2}""", MismatchCause.Unknown)] // The inner value ends before.
    [InlineData("""{"a": {"b": 1}, "c": 1}""", """{"a": {"b": 1}, "c": 1.0}""", MismatchCause.ReserializedJson)]
    [InlineData("""{"é": 1} and""", """{"é": 1} or""", MismatchCause.Unknown)]
    [InlineData("""{"a": [1, 2""", """{"a": [1.0, 2""", MismatchCause.Unknown)] // No value ends here.
    [InlineData("[1]a", "[1]b", MismatchCause.Unknown)] // The value ends right before the difference.
    [InlineData("ab c", "ab d", MismatchCause.Unknown)]
    [InlineData("ab", "abc", MismatchCause.EarlyStop)]
    [InlineData("abc", "ab", MismatchCause.EarlyStop)]
    [InlineData("", "ab", MismatchCause.EarlyStop)]
    [InlineData(" ab\n", "ab", MismatchCause.BoundaryWhitespace)]
    [InlineData("x", "<think>x", MismatchCause.UnclosedThinking)]
    [InlineData("<think>x", "<think>y", MismatchCause.Unknown)] // Both are open.
    [InlineData("<think>a</think>x", "<think>a</think><think>x", MismatchCause.UnclosedThinking)]
    [InlineData("<think></think>x", "x", MismatchCause.CutThinking)]
    [InlineData("x", "<think></think>x", MismatchCause.CutThinking)]
    [InlineData("<think>a</think>x", "<think>b</think>y", MismatchCause.Unknown)]
    public void Find_NamesTheMostTellingPatternThatFits(string expected, string actual, MismatchCause cause) =>
        Assert.Equal(cause, CauseFinder.Find(expected, actual, expected.AsSpan().CommonPrefixLength(actual)));

    /// <summary>The braces in the string are tried first, from the last one on; the object that the difference lies in is the next.</summary>
    [Theory]
    [InlineData(15, MismatchCause.ReserializedJson)]
    [InlineData(16, MismatchCause.Unknown)]
    public void Find_InJson_TriesThe16BracesBeforeTheDifference(int inner, MismatchCause cause)
    {
        var start = $$"""{"a": "{{new string('{', inner)}}", "b": 1""";

        Assert.Equal(cause, CauseFinder.Find(start + "}", start + ".0}", start.Length));
    }
}
