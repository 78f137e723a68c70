using Tito.Core.Inference;

namespace Tito.Engines.Routing;

/// <summary>Where a request goes.</summary>
internal abstract record Placement
{
    private Placement()
    {
    }

    /// <summary>To an endpoint.</summary>
    public sealed record At(EndpointLease Lease) : Placement;

    /// <summary>To none.</summary>
    public sealed record Nowhere(InferenceOutcome.NotSent Outcome) : Placement;

    /// <summary>To one of those that it may go to, as soon as one has a place.</summary>
    public sealed record Full : Placement
    {
        /// <summary>The only one.</summary>
        public static Full Instance { get; } = new();
    }
}
