namespace Tito.Tokenizers;

/// <summary>A tokenizer asset is broken, or asks for something that is not understood and therefore not approximated.</summary>
/// <param name="field">The place in the asset, as <c>model.vocab</c>.</param>
/// <param name="reason">What is wrong there, with the value.</param>
/// <param name="cause">The reader's own error, when there is one.</param>
public sealed class AssetException(string field, string reason, Exception? cause = null) : Exception($"{field}: {reason}", cause)
{
    /// <summary>The place in the asset, as <c>model.vocab</c>.</summary>
    public string Field { get; } = field;
}
