namespace Tito.Engines.Routing;

/// <summary>What the end of a request says of its endpoint.</summary>
internal enum EndpointVerdict
{
    /// <summary>Nothing: the request was given up.</summary>
    None,

    /// <summary>It works.</summary>
    Answered,

    /// <summary>It answered with a 5xx.</summary>
    Failed,

    /// <summary>No answer came, or none in time.</summary>
    Unreachable,
}
