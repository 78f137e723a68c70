using System.Collections.Immutable;

namespace Tito.Cli.Verify;

/// <summary>The prompts that are recorded where no others are named: short, and of different kinds.</summary>
internal static class StandardPrompts
{
    /// <summary>A request a line.</summary>
    public static ImmutableArray<string> Lines { get; } =
    [
        """{"name":"capital","messages":[{"role":"user","content":"What is the capital of Portugal?"}]}""",
        """{"name":"arithmetic","messages":[{"role":"user","content":"Compute 17 * 23 - 88. Answer with the number alone."}]}""",
        """{"name":"code","messages":[{"role":"user","content":"Write a Python function that reverses a list in place."}]}""",
        """{"name":"system","messages":[{"role":"system","content":"You answer in one short sentence."},{"role":"user","content":"Why is the sky blue?"}]}""",
        """{"name":"chinese","messages":[{"role":"user","content":"用一句话介绍长城。"}]}""",
        """{"name":"marks","messages":[{"role":"user","content":"Repeat exactly: naïve café — “x” 🙂 e\u0301\t|\n done"}]}""",
        """{"name":"json","messages":[{"role":"user","content":"Give a JSON object with the keys a, b and c, and the numbers 1, 2 and 3."}]}""",
        """{"name":"turns","messages":[{"role":"user","content":"My name is Ada."},{"role":"assistant","content":"Hello, Ada."},{"role":"user","content":"What is my name?"}]}""",
        """{"name":"tool","messages":[{"role":"user","content":"What is the weather in Lisbon?"}],"tools":[{"type":"function","function":{"name":"get_weather","description":"The weather of a city.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]}""",
        """{"name":"long","messages":[{"role":"user","content":"List the first thirty prime numbers, one a line, and then their sum."}]}""",
    ];
}
