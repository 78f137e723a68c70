using System.Collections.Immutable;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>What clients, engine and operator do to a server.</summary>
/// <param name="Family">The served family.</param>
/// <param name="IsOnDisk">Whether the journal is SQLite's; else it is in memory.</param>
/// <param name="IsHot">Whether each process keeps sessions in its memory.</param>
/// <param name="Steps">What happens, one after the other.</param>
internal sealed record Script(ScriptFamily Family, bool IsOnDisk, bool IsHot, ImmutableArray<Step> Steps);
