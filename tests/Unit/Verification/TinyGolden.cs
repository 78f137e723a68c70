using System.Text;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Models;
using Tito.Core.Verification;
using Tito.Tests.Unit.Rendering;

namespace Tito.Tests.Unit.Verification;

/// <summary>
/// A golden trajectory of two turns over a template of one line, with words that are one token each: hi 6023, ok 562, yes 9693,
/// no 2152, stop 151645, start 151644. The digests come from Python, with <c>fields</c>, <c>i</c> and <c>f</c> of TurnDigestTests
/// the SHA-256 of tokenizer.json as <c>tokenizer</c>, and the names and texts of eos_token and pad_token as <c>special</c>:
/// <code>
/// g = fields(b"tito.genesis.v1", b"tiny", tokenizer, hashlib.sha256(template).digest(), *special)
/// a = fields(b"tito.turn.v1", g, i(0), b'{"role":"user","content":"hi"}', b'{"role":"assistant","content":"ok"}', b"\0", i(6023, 151645, 151644),
///     b"\3", i(562, 151645), f(-.5, -.25), b"stop", b"")
/// b = fields(b"tito.turn.v1", a, i(0), b'{"role":"user","content":"yes"}', b'{"role":"assistant","content":"no"}', b"\1", i(9693, 151645, 151644),
///     b"\3", i(2152, 151645), f(-1, -2), b"stop", b"v7")
/// </code>
/// </summary>
internal static class TinyGolden
{
    public const string Json =
        """
        {"format":"tito.golden-trajectory","version":1,"family":"tiny","opened_at":"2026-11-24T12:00:00Z","turns":[
          {"request":{"messages":[{"role":"user","content":"hi"}]},
           "completion":{"ids":[562,151645],"logprobs":[-0.5,-0.25],"finish_reason":"stop","message":{"role":"assistant","content":"ok"}},
           "expected":{"parent":-1,"replaced_count":0,"prompt_count":3,"token_ids":[6023,151645,151644,562,151645],
             "origins":[{"origin":"prompt","count":3},{"origin":"model","count":2}],"loss_mask":[3,2],
             "digest":"334e5896c17fc33bb7aa47b46f8647464a07b71dac934fb2ca4f9ce3fb0f6079"}},
          {"request":{"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"ok"},{"role":"user","content":"yes"}]},
           "completion":{"ids":[2152,151645],"logprobs":[-1,-2.0],"finish_reason":"stop","message":{"role":"assistant","content":"no"},"weight_version":"v7"},
           "expected":{"parent":0,"replaced_count":0,"prompt_count":8,"token_ids":[6023,151645,151644,562,151645,9693,151645,151644,2152,151645],
             "origins":[{"origin":"prompt","count":3},{"origin":"model","count":2},{"origin":"environment","count":3},{"origin":"model","count":2}],
             "loss_mask":[3,2,3,2],
             "digest":"1ffec2329786e5f3103d8433b064394f5ac2d199cab0b1ec47e7b1c8fd58165c"}}],
         "expected":{"genesis":"a07df7e685a71fb1470fda09c4c55c1d5a5f6ee8a6a232dbd16f2efe487a1cf1",
           "digest":"1ffec2329786e5f3103d8433b064394f5ac2d199cab0b1ec47e7b1c8fd58165c","mismatches":[]}}
        """;

    private const string Template =
        "{% for m in messages %}{% if m.role == 'assistant' %}<|im_start|>{% endif %}{{ m.content }}<|im_end|>{% endfor %}{% if add_generation_prompt %}<|im_start|>{% endif %}";

    private static readonly Family Family = new()
    {
        Name = "tiny",
        FixedTemplate = Template,
        AppendRoles = [Role.User],
        Boundary = new BoundaryRule.None(),
        AssistantStart = "<|im_start|>",
    };

    private static readonly Lazy<SessionModel> LazyModel = new(() => SessionModel.Load(Family, Qwen3.Assets, serverArguments: null));

    public static SessionModel Model => LazyModel.Value;

    public static TrajectoryReplayer Replay => new(Model);

    /// <summary>The file with one place of its text changed.</summary>
    public static GoldenTrajectory Read(string replaced = "", string replacement = "")
    {
        Assert.True(replaced.Length == 0 || Json.Contains(replaced, StringComparison.Ordinal), replaced);
        var at = replaced.Length == 0 ? 0 : Json.IndexOf(replaced, StringComparison.Ordinal);
        return GoldenReader.Read(Encoding.UTF8.GetBytes(string.Concat(Json.AsSpan(0, at), replacement, Json.AsSpan(at + replaced.Length))));
    }
}
