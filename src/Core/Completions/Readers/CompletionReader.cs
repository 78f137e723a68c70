using Tito.Core.Completions.Scanning;
using Tito.Tokenizers;

namespace Tito.Core.Completions.Readers;

/// <summary>Reads a completion of one format. It takes each piece, or part of it, or changes what it looks for.</summary>
internal abstract class CompletionReader(ReaderContext context)
{
    /// <summary>What the readers of a completion share.</summary>
    protected ReaderContext Context => context;

    /// <summary>The markers to look for in text.</summary>
    public abstract LiteralSet Literals { get; }

    /// <summary>Takes up where the prompt left off.</summary>
    /// <param name="tokenizer">The model's.</param>
    /// <param name="prompt">The prompt's ids; may be empty where nothing is known of it.</param>
    public virtual void Start(Tokenizer tokenizer, ReadOnlySpan<int> prompt)
    {
    }

    /// <summary>Takes text or a marker, or part of a text.</summary>
    public abstract void Read(in Lexeme lexeme);

    /// <summary>Nothing follows.</summary>
    /// <param name="stopped">Whether the model ended its turn; otherwise it was cut off.</param>
    public abstract void Finish(bool stopped);
}
