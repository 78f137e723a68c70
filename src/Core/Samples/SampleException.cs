namespace Tito.Core.Samples;

/// <summary>The recorded turns contradict each other: no sample can be made of them that a trainer could trust.</summary>
/// <param name="fault">The kind of contradiction.</param>
/// <param name="message">Which turn, and the numbers that disagree.</param>
public sealed class SampleException(SampleFault fault, string message) : Exception(message)
{
    /// <summary>The kind of contradiction.</summary>
    public SampleFault Fault { get; } = fault;
}
