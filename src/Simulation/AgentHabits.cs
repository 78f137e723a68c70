namespace Tito.Simulation;

/// <summary>What an operator decides of a simulated model's turns in place of the seed.</summary>
/// <param name="Calling">When tools are called.</param>
/// <param name="ParallelCalls">Number of calls in a turn that calls, 1 or more; null where the seed decides.</param>
internal readonly record struct AgentHabits(SimulatedCalling Calling, int? ParallelCalls);
