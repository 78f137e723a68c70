using Tito.Core.Completions.Scanning;

namespace Tito.Core.Completions.Readers;

/// <summary>Takes all text for content.</summary>
internal sealed class PlainReader(ReaderContext context) : CompletionReader(context)
{
    /// <inheritdoc/>
    public override LiteralSet Literals => LiteralSet.Empty;

    /// <inheritdoc/>
    public override void Read(in Lexeme lexeme) => Context.TakeText(lexeme, Context.Content);

    /// <inheritdoc/>
    public override void Finish(bool stopped) => Context.Content.Finish();
}
