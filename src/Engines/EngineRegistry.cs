using System.Collections.Immutable;
using System.Reflection;
using Tito.Engines.Http;

namespace Tito.Engines;

/// <summary>The wires that are served, by their names.</summary>
/// <remarks>Thread-safe. A wire announces itself in its own file (<see cref="WireAttribute{T}"/>).</remarks>
public static class EngineRegistry
{
    private static readonly ImmutableArray<IEngineWire> All = Of(typeof(EngineRegistry).Assembly);

    /// <summary>The names of the wires, in the order of the alphabet.</summary>
    public static ImmutableArray<string> Names => [.. All.Select(wire => wire.Name)];

    /// <summary>What the names stand for, in the same order.</summary>
    internal static ImmutableArray<IEngineWire> Wires => All;

    /// <summary>A client of one engine, which is not looked at.</summary>
    /// <param name="wire">A wire's name.</param>
    /// <param name="options">Where the engine is, and the limits.</param>
    /// <param name="time">The clock of the timeout.</param>
    /// <exception cref="ArgumentException">No wire has this name.</exception>
    public static HttpEngine Create(string wire, EngineOptions options, TimeProvider time) =>
        new(Find(wire) ?? throw new ArgumentException($"A wire is one of {string.Join(", ", Names)}.", nameof(wire)), options, time);

    /// <summary>The wire of a name, or null.</summary>
    internal static IEngineWire? Find(string name) => All.FirstOrDefault(wire => wire.Name == name);

    /// <summary>The wires that an assembly announces, in the order of their names.</summary>
    internal static ImmutableArray<IEngineWire> Of(Assembly assembly) =>
    [
        .. assembly.GetCustomAttributes<EngineWireAttribute>()
            .Select(wire => wire.Create())
            .OrderBy(wire => wire.Name, StringComparer.Ordinal),
    ];
}
