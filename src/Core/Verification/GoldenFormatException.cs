namespace Tito.Core.Verification;

/// <summary>A file is not a golden trajectory of a version that this release reads.</summary>
/// <param name="field">The place in the file, as <c>turns[2].completion.ids</c>.</param>
/// <param name="reason">What is wrong there.</param>
/// <param name="cause">The reader's own error, where there is one.</param>
public sealed class GoldenFormatException(string field, string reason, Exception? cause = null) : Exception($"{field}: {reason}", cause)
{
    /// <summary>The place in the file.</summary>
    public string Field { get; } = field;
}
