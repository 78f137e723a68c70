namespace Tito.Tokenizers.Models;

/// <summary>A model whose merges are a table of ours, so that a snapshot can keep them.</summary>
/// <param name="merges">What merges.</param>
/// <param name="tokenCount">How many ids, from 0 on, the model has.</param>
internal abstract class MergingModel(MergeTable merges, int tokenCount) : TokenModel
{
    /// <summary>How many ids, from 0 on, the model has: those after them are added tokens.</summary>
    public int TokenCount => tokenCount;

    /// <summary>What merges.</summary>
    public MergeTable Merges => merges;
}
