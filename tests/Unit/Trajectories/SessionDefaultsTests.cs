using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

public sealed class SessionDefaultsTests
{
    [Theory]
    [InlineData(null, AlteredHistory.Refuse)]
    [InlineData("{}", AlteredHistory.Refuse)]
    [InlineData("""{"policy":"linear"}""", AlteredHistory.Refuse)]
    [InlineData("""{"policy":"tree"}""", AlteredHistory.Branch)]
    [InlineData("""{"altered":"branch"}""", AlteredHistory.Branch)]
    [InlineData("""{"policy":"tree","altered":"refuse"}""", AlteredHistory.Refuse)]
    public void Settings_WithoutDefaults_ChooseByThePolicy(string? request, AlteredHistory altered) =>
        Assert.Equal(altered, SessionDefaults.None.Settings(Json(request)).Altered);

    /// <summary>Agents have conversations beside each other, and nobody tells them to open a session for that.</summary>
    [Fact]
    public void Settings_WithoutDefaults_AreATreeThatRefusesAlteredHistory()
    {
        var settings = SessionDefaults.None.Settings(null);

        Assert.Equal((SessionPolicy.Tree, AlteredHistory.Refuse), (settings.Policy, settings.Altered));
    }

    [Fact]
    public void Settings_OfAStoredSessionWithoutTheField_BranchAsItDidThen() =>
        Assert.Equal(AlteredHistory.Branch, SessionSettingsJson.ReadStored(JsonElement.Parse("{}")).Altered);

    [Theory]
    [InlineData("""{"altered":"refuse"}""")]
    [InlineData("""{"policy":"tree","altered":"refuse"}""")]
    [InlineData("{}")]
    public void Settings_Stored_AreReadAsTheyWere(string json)
    {
        var settings = SessionDefaults.None.Settings(JsonElement.Parse(json));

        Assert.Equal(settings, SessionSettingsJson.ReadStored(JsonElement.Parse(SessionSettingsJson.ToText(settings))));
    }

    [Theory]
    [InlineData("{}", null, SessionPolicy.Tree, 7, AlteredHistory.Branch)]
    [InlineData("""{"policy":"linear"}""", null, SessionPolicy.Linear, 7, AlteredHistory.Refuse)]
    [InlineData("""{"max_turns":3,"altered":"refuse"}""", null, SessionPolicy.Tree, 3, AlteredHistory.Refuse)]
    [InlineData("""{"policy":"linear"}""", "branch", SessionPolicy.Linear, 7, AlteredHistory.Branch)]
    [InlineData("""{"altered":"refuse"}""", "branch", SessionPolicy.Tree, 7, AlteredHistory.Refuse)]
    public void Settings_WithAnOperatorsDefaults_TakeTheRequestsFirst(
        string request, string? altered, SessionPolicy policy, int maxTurns, AlteredHistory expected)
    {
        var more = altered is null ? "" : $",\"altered\":\"{altered}\"";
        var settings = SessionDefaults.Parse($$"""{"policy":"tree","max_turns":7{{more}}}""").Settings(Json(request));

        Assert.Equal((policy, maxTurns, expected), (settings.Policy, settings.MaxTurns, settings.Altered));
    }

    /// <summary>reference/miles.md: exact messages, one generated turn back at the most, and what differs starts over.</summary>
    [Fact]
    public void Parse_OfReference_IsTheReferenceServersBehaviour() => Assert.Equal(
        new()
        {
            Policy = SessionPolicy.Linear,
            Matcher = "strict",
            MaxRollback = 1,
            Unended = UnendedTurns.RunOn,
            OnPromptInputs = PromptInputsRule.Ignore,
            Altered = AlteredHistory.Branch,
            Repeat = RepeatRule.Anew,
        },
        SessionDefaults.Parse("reference").Settings(null));

    [Theory]
    [InlineData("""{"policy":"ring"}""", "policy")]
    [InlineData("""{"altered":"loud"}""", "altered")]
    [InlineData("""{"altered":null}""", "altered")]
    [InlineData("""{"colour":1}""", "colour")]
    [InlineData("[]", "body")]
    public void Parse_OfAnythingElse_NamesTheSetting(string text, string param) =>
        Assert.Equal(param, Assert.Throws<MessageException>(() => SessionDefaults.Parse(text)).Param);

    [Theory]
    [InlineData("Reference")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"policy":"tree","policy":"tree"}""")]
    public void Parse_OfNoJson_Throws(string text) => Assert.ThrowsAny<JsonException>(() => SessionDefaults.Parse(text));

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
