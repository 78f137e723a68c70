namespace Tito.Simulation;

/// <summary>What the end of a prompt asks of the completion's thinking.</summary>
internal enum Thinking
{
    /// <summary>The completion opens its think block itself.</summary>
    Opens,

    /// <summary>The prompt has opened the block; the completion goes on inside.</summary>
    Continues,

    /// <summary>The prompt holds an empty, closed block: no thinking.</summary>
    Off,
}
