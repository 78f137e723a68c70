using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Trajectories;

namespace Tito.Tests.Unit.Trajectories;

public sealed class SessionSettingsJsonTests
{
    [Theory]
    [InlineData("max_turns", 1, true)]
    [InlineData("max_turns", 100_000, true)]
    [InlineData("max_turns", 0, false)]
    [InlineData("max_turns", 100_001, false)]
    [InlineData("max_rollback", 0, true)]
    [InlineData("max_rollback", 100_000, true)]
    [InlineData("max_rollback", -1, false)]
    [InlineData("max_rollback", 100_001, false)]
    public void Read_OfANumber_TakesItsRangeAlone(string name, int number, bool isTaken)
    {
        if (isTaken)
        {
            var settings = Read($$"""{"{{name}}":{{number}}}""");
            Assert.Equal(number, name == "max_turns" ? settings.MaxTurns : settings.MaxRollback);
        }
        else
        {
            Assert.Equal(name, Assert.Throws<MessageException>(() => Read($$"""{"{{name}}":{{number}}}""")).Param);
        }
    }

    [Theory]
    [InlineData("""{"max_turns":1.5}""", "max_turns")]
    [InlineData("""{"max_turns":"1"}""", "max_turns")]
    [InlineData("""{"max_turns":null}""", "max_turns")]
    [InlineData("""{"close_truncated":1}""", "close_truncated")]
    [InlineData("""{"close_truncated":null}""", "close_truncated")]
    [InlineData("""{"policy":"Tree"}""", "policy")]
    [InlineData("""{"policy":1}""", "policy")]
    [InlineData("""{"matcher":"loose"}""", "matcher")]
    [InlineData("""{"matcher":null}""", "matcher")]
    [InlineData("""{"on_prompt_inputs":"Keep"}""", "on_prompt_inputs")]
    [InlineData("""{"on_prompt_inputs":null}""", "on_prompt_inputs")]
    [InlineData("""{"repeat":"always"}""", "repeat")]
    [InlineData("""{"on_hangup":"Finish"}""", "on_hangup")]
    [InlineData("""{"on_abort":true}""", "on_abort")]
    [InlineData("""{"other":1}""", "other")]
    [InlineData("[]", "body")]
    public void Read_OfAnythingElse_NamesTheField(string json, string param) =>
        Assert.Equal(param, Assert.Throws<MessageException>(() => Read(json)).Param);

    [Fact]
    public void Read_OfNothing_HasTheDefaults() =>
        Assert.Equal(
            new()
            {
                Policy = SessionPolicy.Tree,
                Matcher = "rendered",
                MaxRollback = 1,
                MaxTurns = 1024,
                Unended = UnendedTurns.CloseStopStrings,
                OnPromptInputs = PromptInputsRule.Refuse,
                Altered = AlteredHistory.Refuse,
                Repeat = RepeatRule.Regenerate,
            },
            Read("{}"));

    /// <summary>A session that was stored before a setting came goes on as it began.</summary>
    [Fact]
    public void ReadStored_OfNothing_HasWhatTheSessionWasStoredUnder()
    {
        Assert.Equal(
            new()
            {
                Policy = SessionPolicy.Linear,
                Matcher = "strict",
                MaxRollback = 1,
                MaxTurns = 1024,
                Unended = UnendedTurns.RunOn,
                OnPromptInputs = PromptInputsRule.Ignore,
                Altered = AlteredHistory.Branch,
                Repeat = RepeatRule.Anew,
            },
            SessionSettingsJson.ReadStored(JsonElement.Parse("{}")));
        Assert.Equal("rendered", SessionSettingsJson.ReadStored(JsonElement.Parse("""{"matcher":"rendered"}""")).Matcher);
    }

    [Theory]
    [InlineData("""{"policy":"tree","matcher":"strict","max_rollback":3,"max_turns":7,"close_truncated":true,"unended":"close"}""")]
    [InlineData("""{"policy":"linear","matcher":"strict","max_rollback":0,"max_turns":1,"close_truncated":false,"unended":"refuse"}""")]
    [InlineData(
        """{"policy":"linear","matcher":"strict","max_rollback":0,"max_turns":1,"close_truncated":false,"unended":"close_stop_strings"}""")]
    [InlineData("""{"policy":"tree","matcher":"role_content_only","max_rollback":3,"max_turns":7,"close_truncated":true}""")]
    [InlineData("""{"policy":"linear","matcher":"strict","max_rollback":0,"max_turns":1,"close_truncated":false}""")]
    [InlineData("""{"policy":"linear","matcher":"strict","max_rollback":0,"max_turns":1,"close_truncated":false,"altered":"refuse"}""")]
    [InlineData(
        """{"policy":"tree","matcher":"role_content_only","max_rollback":3,"max_turns":7,"close_truncated":true,"on_prompt_inputs":"keep"}""")]
    [InlineData(
        """{"policy":"linear","matcher":"rendered","max_rollback":1,"max_turns":9,"close_truncated":false,"on_prompt_inputs":"refuse"}""")]
    public void ToText_OfWhatWasStored_IsTheText(string json) =>
        Assert.Equal(json, SessionSettingsJson.ToText(SessionSettingsJson.ReadStored(JsonElement.Parse(json))));

    /// <summary>What a release stored that compared no inputs is read and written as it was.</summary>
    [Theory]
    [InlineData("", PromptInputsRule.Ignore)]
    [InlineData(",\"on_prompt_inputs\":\"refuse\"", PromptInputsRule.Refuse)]
    [InlineData(",\"on_prompt_inputs\":\"keep\"", PromptInputsRule.Keep)]
    public void ReadStored_WithoutTheRuleOfInputs_ComparesNone(string stored, PromptInputsRule rule)
    {
        var json = $"{{\"policy\":\"linear\",\"matcher\":\"strict\",\"max_rollback\":1,\"max_turns\":9,\"close_truncated\":false{stored}}}";

        var settings = SessionSettingsJson.ReadStored(JsonElement.Parse(json));

        Assert.Equal(rule, settings.OnPromptInputs);
        Assert.Equal(json, SessionSettingsJson.ToText(settings));
    }

    [Theory]
    [InlineData("", HangUpRule.Abort, AbortRule.Refuse)]
    [InlineData(",\"on_hangup\":\"finish\",\"on_abort\":\"resume\"", HangUpRule.Finish, AbortRule.Resume)]
    public void ReadStored_OfHangUpsAndAborts_IsWhatWasStored(string stored, HangUpRule onHangUp, AbortRule onAbort)
    {
        var json = $"{{\"policy\":\"linear\",\"matcher\":\"strict\",\"max_rollback\":1,\"max_turns\":9,\"close_truncated\":false{stored}}}";

        var settings = SessionSettingsJson.ReadStored(JsonElement.Parse(json));

        Assert.Equal((onHangUp, onAbort), (settings.OnHangUp, settings.OnAbort));
        Assert.Equal(json, SessionSettingsJson.ToText(settings));
    }

    [Theory]
    [InlineData("{}", UnendedTurns.CloseStopStrings, UnendedTurns.RunOn)]
    [InlineData("""{"close_truncated":false}""", UnendedTurns.CloseStopStrings, UnendedTurns.RunOn)]
    [InlineData("""{"close_truncated":true}""", UnendedTurns.Close, UnendedTurns.RunOnCloseLength)]
    [InlineData("""{"unended":"refuse"}""", UnendedTurns.Refuse, UnendedTurns.Refuse)]
    [InlineData("""{"unended":"close","close_truncated":true}""", UnendedTurns.Close, UnendedTurns.Close)]
    [InlineData("""{"close_truncated":false,"unended":"refuse"}""", UnendedTurns.Refuse, UnendedTurns.Refuse)]
    public void Read_WithoutTheWord_IsTheDefaultInARequestAndTheEarlierLawInAStore(string json, UnendedTurns asked, UnendedTurns stored) =>
        Assert.Equal((asked, stored), (Read(json).Unended, SessionSettingsJson.ReadStored(JsonElement.Parse(json)).Unended));

    [Theory]
    [InlineData("""{"close_truncated":true,"unended":"refuse"}""", "close_truncated")]
    [InlineData("""{"unended":"close","close_truncated":false}""", "close_truncated")]
    [InlineData("""{"unended":"Close"}""", "unended")]
    [InlineData("""{"unended":null}""", "unended")]
    public void Read_OfTwoWordsThatContradict_NamesTheField(string json, string param) =>
        Assert.Equal(param, Assert.Throws<MessageException>(() => Read(json)).Param);

    /// <summary>A session of an earlier release is written as that release wrote it.</summary>
    [Theory]
    [InlineData("""{"policy":"linear","matcher":"strict","max_rollback":0,"max_turns":1,"close_truncated":false}""")]
    [InlineData("""{"policy":"linear","matcher":"strict","max_rollback":0,"max_turns":1,"close_truncated":true}""")]
    public void ToText_OfEarlierSettings_IsTheTextOfTheirRelease(string json) =>
        Assert.Equal(json, SessionSettingsJson.ToText(SessionSettingsJson.ReadStored(JsonElement.Parse(json))));

    [Theory]
    [InlineData("""{"max_staleness":0}""", 0)]
    [InlineData("""{"max_staleness":100000}""", 100_000)]
    [InlineData("""{"max_staleness":null}""", null)]
    [InlineData("{}", null)]
    public void Read_OfTheStaleness_IsItsNumberOrNoLimitInARequestAndInAStore(string json, int? most)
    {
        Assert.Equal((most, most), (Read(json).MaxStaleness, SessionSettingsJson.ReadStored(JsonElement.Parse(json)).MaxStaleness));
        Assert.Equal(most, SessionSettingsJson.ReadStored(JsonElement.Parse(SessionSettingsJson.ToText(Read(json)))).MaxStaleness);
        Assert.Equal(most is not null, SessionSettingsJson.ToText(Read(json)).Contains("max_staleness", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("100001")]
    [InlineData("1.5")]
    [InlineData("\"1\"")]
    public void Read_OfAStalenessOutOfRange_NamesTheField(string value) =>
        Assert.Equal("max_staleness", Assert.Throws<MessageException>(() => Read($$"""{"max_staleness":{{value}}}""")).Param);

    [Fact]
    public void Read_OfAGroupAndMetadata_IsTheSameInARequestAndInAStoreInAnyOrder()
    {
        var settings = Read("""{"group":"gsm8k/17","metadata":{"b":"2","a":"Zürich 東京"}}""");

        Assert.Equal(("gsm8k/17", "Zürich 東京", "2"), (settings.Group, settings.Metadata!.Items["a"], settings.Metadata.Items["b"]));
        Assert.Equal(settings, Read("""{"metadata":{"a":"Zürich 東京","b":"2"},"group":"gsm8k/17"}"""));
        Assert.Equal(settings.GetHashCode(), Read("""{"metadata":{"a":"Zürich 東京","b":"2"},"group":"gsm8k/17"}""").GetHashCode());
        Assert.NotEqual(settings, Read("""{"metadata":{"a":"Zürich 東京","b":"3"},"group":"gsm8k/17"}"""));
        var stored = SessionSettingsJson.ToText(settings);
        Assert.EndsWith("""
            "group":"gsm8k/17","metadata":{"a":"Zürich 東京","b":"2"}}
            """, stored, StringComparison.Ordinal);
        Assert.Equal(settings, SessionSettingsJson.ReadStored(JsonElement.Parse(stored)) with { Altered = settings.Altered });
    }

    [Theory]
    [InlineData("""{"group":null,"metadata":null}""")]
    [InlineData("""{"metadata":{}}""")]
    [InlineData("{}")]
    public void Read_OfNoGroupAndNoMetadata_IsNothingAndWritesNothing(string json)
    {
        var settings = Read(json);

        Assert.Equal(((string?)null, (Labels?)null), (settings.Group, settings.Metadata));
        Assert.Equal(Read("{}"), settings);
        Assert.DoesNotContain("group", SessionSettingsJson.ToText(settings), StringComparison.Ordinal);
        Assert.DoesNotContain("metadata", SessionSettingsJson.ToText(settings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"group":""}""", "group")]
    [InlineData("""{"group":"a b"}""", "group")]
    [InlineData("""{"group":"é"}""", "group")]
    [InlineData("""{"group":1}""", "group")]
    [InlineData("""{"metadata":"x"}""", "metadata")]
    [InlineData("""{"metadata":{"":"x"}}""", "metadata")]
    [InlineData("""{"metadata":{"a":1}}""", "metadata.a")]
    [InlineData("""{"metadata":{"a":null}}""", "metadata.a")]
    public void Read_OfAGroupOrMetadataOfAnotherForm_NamesTheField(string json, string param) =>
        Assert.Equal(param, Assert.Throws<MessageException>(() => Read(json)).Param);

    [Theory]
    [InlineData(16, 64, 512, null)]
    [InlineData(17, 64, 512, "metadata")]
    [InlineData(16, 65, 512, "metadata")]
    [InlineData(16, 64, 513, "metadata.")]
    [InlineData(1, 128, 0, "metadata")]
    public void Read_OfMetadataAtItsLimits_TakesThemAndNoMore(int count, int name, int text, string? param)
    {
        var items = Enumerable.Range(0, count).Select(i => $"\"{new string('n', name - 2)}{i:00}\":\"{new string('t', text)}\"");
        var json = $$$"""{"metadata":{{{{string.Join(',', items)}}}}}""";

        if (param is null)
        {
            Assert.Equal(count, Read(json).Metadata!.Items.Count);
        }
        else
        {
            Assert.StartsWith(param, Assert.Throws<MessageException>(() => Read(json)).Param, StringComparison.Ordinal);
        }
    }

    private static SessionSettings Read(string json) => SessionSettingsJson.Read(JsonElement.Parse(json));
}
