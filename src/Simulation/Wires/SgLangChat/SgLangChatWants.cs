using Tito.Core.Completions;

namespace Tito.Simulation.Wires.SgLangChat;

/// <summary>What a chat answer has, and how its text is taken apart.</summary>
/// <param name="Model">The model's name as the client wrote it, which the answer repeats.</param>
/// <param name="Logprobs">Whether it has logprobs.</param>
/// <param name="MetaInfo">Whether it has <c>meta_info</c>.</param>
/// <param name="Tools">The tools whose calls are parsed.</param>
/// <param name="RoutedExpertsStart">The first token whose routed experts it has; null for none.</param>
internal sealed record SgLangChatWants(string Model, bool Logprobs, bool MetaInfo, CompletionTools Tools, int? RoutedExpertsStart);
