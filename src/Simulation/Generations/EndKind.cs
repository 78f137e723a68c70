namespace Tito.Simulation.Generations;

/// <summary>How a completion ended.</summary>
internal enum EndKind
{
    /// <summary>By the model's own stop token.</summary>
    Eos,

    /// <summary>By a stop token of the request.</summary>
    StopToken,

    /// <summary>By a stop text of the request.</summary>
    StopText,

    /// <summary>By the limit of tokens.</summary>
    Length,

    /// <summary>Given up by an operator or a fault.</summary>
    Abort,

    /// <summary>The connection shall break here.</summary>
    Drop,

    /// <summary>The connection shall break in the middle of what comes next.</summary>
    HalfBody,

    /// <summary>The engine failed.</summary>
    Error,
}
