namespace Tito.Tokenizers.Models;

/// <summary>A model whose merges are a table of ours, so that a snapshot can keep them.</summary>
/// <param name="merges">The merges, in no order.</param>
/// <param name="tokenCount">How many ids, from 0 on, the model has.</param>
internal abstract class MergingModel(MergeTable merges, int tokenCount) : TokenModel
{
    /// <summary>How many ids, from 0 on, the model has: those from there on are added tokens.</summary>
    public int TokenCount => tokenCount;

    /// <summary>The merges, in no order.</summary>
    public MergeTable Merges => merges;
}
