namespace Tito.Core.Rendering.Encoders;

/// <summary>The special tokens of the DeepSeek formats.</summary>
internal static class DeepSeekTokens
{
    public const string BeginOfSentence = "<｜begin▁of▁sentence｜>";
    public const string EndOfSentence = "<｜end▁of▁sentence｜>";
    public const string User = "<｜User｜>";
    public const string Assistant = "<｜Assistant｜>";
    public const string ThinkStart = "<think>";
    public const string ThinkEnd = "</think>";

    /// <summary>Marks the tags of tool calls.</summary>
    public const string Dsml = "｜DSML｜";
}
