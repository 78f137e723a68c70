using System.Diagnostics.CodeAnalysis;

namespace Tito.Simulation.Wires;

/// <summary>A request that an engine answers with 400.</summary>
/// <param name="message">What is wrong with it.</param>
/// <param name="cause">The failure behind it, or null.</param>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It is answered with 400 and never leaves the wires.")]
internal sealed class WireRefusal(string message, Exception? cause = null) : Exception(message, cause);
