using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Tito.Simulation.Scenarios;

/// <summary>What the pools have for one family.</summary>
/// <param name="Name">The family's name.</param>
/// <param name="TakesSystem">Whether a system message may follow a generated turn.</param>
/// <param name="Thinking">What the generation prompt has of the model's thinking: with thinking on, and with it off.</param>
/// <param name="Answers">Answers by that word and by their group.</param>
internal sealed record FamilyPool(
    string Name,
    bool TakesSystem,
    (string On, string Off) Thinking,
    FrozenDictionary<string, FrozenDictionary<string, ImmutableArray<AnswerRecipe>>> Answers);
