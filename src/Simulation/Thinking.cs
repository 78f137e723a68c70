namespace Tito.Simulation;

/// <summary>The completion's thinking, as the end of a prompt asks for it.</summary>
internal enum Thinking
{
    /// <summary>The completion opens its think block itself.</summary>
    Opens,

    /// <summary>The prompt has opened the block; the completion goes on inside.</summary>
    Continues,

    /// <summary>The prompt holds an empty, closed block: no thinking.</summary>
    Off,
}
