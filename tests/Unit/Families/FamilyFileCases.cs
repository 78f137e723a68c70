namespace Tito.Tests.Unit.Families;

/// <summary>Family files that the reader and the schema must judge alike.</summary>
internal static class FamilyFileCases
{
    private const string Rest = """ "append_roles":["tool","user"],"boundary":{"rule":"none"}} """;

    /// <summary>Files that declare a family.</summary>
    public static TheoryData<string> Accepted =>
    [
        $$"""{"name":"acme",{{Rest}}""",
        $$"""{"$schema":"family.schema.json","name":"0.a_b-c","template":"x.jinja","fixed_arguments":{"a":1.5,"b":"","c":null,"d":true},{{Rest}}""",
        $$"""{"name":"acme","argument_group":["a","b"],"sorts_arguments":true,"required_tokens":[],"assistant_start":"<a>","boundary_exclusions":["x"],{{Rest}}""",
        $$"""{"name":"acme","boundary_only":["x","y"],"trailing_trim":["\n"],"reasoning_parser":"r","tool_call_parser":"t",{{Rest}}""",
        $$"""{"name":"acme","completion_format":"qwen-coder",{{Rest}}""",
        """{"name":"acme","append_roles":["assistant","system"],"boundary":{"rule":"append_after","stop":"<e>","filler":"\n"}}""",
        """{"name":"acme","append_roles":["user"],"boundary":{"rule":"replace_trailing","openers":["<u>","<o>"]}}""",
        """{"name":"acme","append_roles":["user"],"boundary":{"rule":"diff_history"}}""",
        $$"""{"name":"acme","assistant_start":"{{string.Concat(Enumerable.Repeat("🙂", 256))}}",{{Rest}}""",
    ];

    /// <summary>Files that declare none, each with the place that is to be named.</summary>
    public static TheoryData<string, string> Refused => new()
    {
        { "[]", "$" },
        { "{}", "$.boundary" },
        { $$"""{"name":"acme","completion_format":"qwen3",{{Rest}}""", "$.completion_format" },
        { $$"""{"name":"acme","completion_format":null,{{Rest}}""", "$.completion_format" },
        { $$"""{ {{Rest}}""", "$.name" },
        { """{"name":"acme","boundary":{"rule":"none"}}""", "$.append_roles" },
        { $$"""{"name":"acme","Template":"x",{{Rest}}""", "$.Template" },
        { $$"""{"name":"Acme",{{Rest}}""", "$.name" },
        { $$"""{"name":"acme\n",{{Rest}}""", "$.name" },
        { $$"""{"name":"{{new string('a', 65)}}",{{Rest}}""", "$.name" },
        { $$"""{"name":7,{{Rest}}""", "$.name" },
        { $$"""{"name":"acme","template":"",{{Rest}}""", "$.template" },
        { $$"""{"name":"acme","template":null,{{Rest}}""", "$.template" },
        { $$"""{"$schema":1,"name":"acme",{{Rest}}""", "$.$schema" },
        { $$"""{"name":"acme","fixed_arguments":[],{{Rest}}""", "$.fixed_arguments" },
        { $$"""{"name":"acme","fixed_arguments":{"a":[]},{{Rest}}""", "$.fixed_arguments.a" },
        { $$"""{"name":"acme","fixed_arguments":{"a b":1},{{Rest}}""", "$.fixed_arguments.a b" },
        { $$"""{"name":"acme","fixed_arguments":{"tools":1},{{Rest}}""", "$.fixed_arguments.tools" },
        { $$"""{"name":"acme","fixed_arguments":{ {{string.Join(',', Enumerable.Range(0, 65).Select(i => $"\"a{i}\":1"))}} },{{Rest}}""", "$.fixed_arguments" },
        { $$"""{"name":"acme","argument_group":["a"],{{Rest}}""", "$.argument_group" },
        { $$"""{"name":"acme","argument_group":["a","messages"],{{Rest}}""", "$.argument_group[1]" },
        { $$"""{"name":"acme","sorts_arguments":1,{{Rest}}""", "$.sorts_arguments" },
        { $$"""{"name":"acme","required_tokens":"x",{{Rest}}""", "$.required_tokens" },
        { $$"""{"name":"acme","required_tokens":["x","x"],{{Rest}}""", "$.required_tokens" },
        { $$"""{"name":"acme","required_tokens":["x",""],{{Rest}}""", "$.required_tokens[1]" },
        { $$"""{"name":"acme","trailing_trim":[ {{string.Join(',', Enumerable.Range(0, 65).Select(i => $"\"a{i}\""))}} ],{{Rest}}""", "$.trailing_trim" },
        { $$"""{"name":"acme","boundary_only":[1],{{Rest}}""", "$.boundary_only[0]" },
        { $$"""{"name":"acme","boundary_exclusions":{},{{Rest}}""", "$.boundary_exclusions" },
        { $$"""{"name":"acme","assistant_start":"{{new string('a', 257)}}",{{Rest}}""", "$.assistant_start" },
        { $$"""{"name":"acme","reasoning_parser":"",{{Rest}}""", "$.reasoning_parser" },
        { $$"""{"name":"acme","tool_call_parser":false,{{Rest}}""", "$.tool_call_parser" },
        { """{"name":"acme","append_roles":[],"boundary":{"rule":"none"}}""", "$.append_roles" },
        { """{"name":"acme","append_roles":["user","developer"],"boundary":{"rule":"none"}}""", "$.append_roles[1]" },
        { """{"name":"acme","append_roles":["user"],"boundary":"none"}""", "$.boundary" },
        { """{"name":"acme","append_roles":["user"],"boundary":{}}""", "$.boundary.rule" },
        { """{"name":"acme","append_roles":["user"],"boundary":{"rule":"some"}}""", "$.boundary.rule" },
        { """{"name":"acme","append_roles":["user"],"boundary":{"rule":"none","stop":"x"}}""", "$.boundary.stop" },
        { """{"name":"acme","append_roles":["user"],"boundary":{"rule":"none","more":"x"}}""", "$.boundary.more" },
        { """{"name":"acme","append_roles":["user"],"boundary":{"rule":"append_after","stop":"x"}}""", "$.boundary.filler" },
        { """{"name":"acme","append_roles":["user"],"boundary":{"rule":"replace_trailing","openers":[]}}""", "$.boundary.openers" },
    };
}
