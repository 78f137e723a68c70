namespace Tito.Tokenizers.Loading;

/// <summary>How an added token that is not in the model's vocabulary gets its id.</summary>
internal enum AddedIdRule
{
    /// <summary>The next id after all others. The reference gives it that one whatever the file says, so the file must agree.</summary>
    NextFree = 0,

    /// <summary>The one that is given, as tiktoken has it; ids may be left out.</summary>
    AsGiven = 1,
}
