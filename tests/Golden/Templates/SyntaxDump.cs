using Tito.Jinja;
using Tito.Jinja.Syntax;
using Tito.Jinja.Values;

namespace Tito.Tests.Golden.Templates;

/// <summary>A syntax tree as the S-expression that <c>tools/oracle/templates/syntax_dump.py</c> writes.</summary>
internal static class SyntaxDump
{
    public static string Of(IEnumerable<Statement> statements) => $"[{string.Join(' ', statements.Select(Of))}]";

    private static string Of(Statement statement) => statement switch
    {
        TextStatement text => $"(text {PythonText.Repr(text.Text)})",
        PrintStatement print => $"(print {Of(print.Expression)})",
        IfStatement choice => $"(when{string.Concat(choice.Branches.Select(branch => $" {Of(branch.Test)} {Of(branch.Body)}"))} {Of(choice.Otherwise)})",
        ForStatement loop => $"(for {Of(loop.Target)} {Of(loop.Iterable)} {Of(loop.Test)} {(loop.IsRecursive ? "recursive" : "-")} {Of(loop.Body)} {Of(loop.Otherwise)})",
        SetStatement set => $"(set {Of(set.Target)} {Of(set.Value)})",
        SetBlockStatement set => $"(setblock {Of(set.Target)} {Of(set.Filter)} {Of(set.Body)})",
        MacroStatement macro => $"(macro {macro.Name} {Of(macro.Signature)} {Of(macro.Body)})",
        CallBlockStatement call => $"(callblock {Of(call.Signature)} {Of(call.Call)} {Of(call.Body)})",
        FilterBlockStatement block => $"(filterblock {Of(block.Filter)} {Of(block.Body)})",
        WithStatement with => $"(with{string.Concat(with.Bindings.Select(pair => $" {Of(pair.Target)}={Of(pair.Value)}"))} {Of(with.Body)})",
        GenerationStatement generation => $"(generation {Of(generation.Body)})",
        BreakStatement => "(break)",
        _ => "(continue)",
    };

    private static string Of(Expression? expression) => expression switch
    {
        null => "-",
        LiteralExpression literal => Of(literal.Value),
        NameExpression name => name.Name,
        NamespaceTarget space => $"{space.Name}.{space.Attribute}",
        TupleExpression tuple => $"(tuple {Of(tuple.Items)})",
        ListExpression list => $"(list {Of(list.Items)})",
        DictExpression dict => $"(dict{string.Concat(dict.Pairs.Select(pair => $" {Of(pair.Key)}:{Of(pair.Value)}"))})",
        ConditionalExpression choice => $"(if {Of(choice.Test)} {Of(choice.Then)} {Of(choice.Otherwise)})",
        LogicalExpression logical => $"({(logical.IsAnd ? "and" : "or")} {Of(logical.Left)} {Of(logical.Right)})",
        NotExpression not => $"(not {Of(not.Operand)})",
        CompareExpression compare => $"(compare {Of(compare.First)}{string.Concat(compare.Rest.Select(rest => $" {NameOf(rest.Operator)} {Of(rest.Operand)}"))})",
        BinaryExpression binary => $"({SymbolOf(binary.Operator)} {Of(binary.Left)} {Of(binary.Right)})",
        UnaryExpression unary => $"({(unary.IsNegation ? "neg" : "pos")} {Of(unary.Operand)})",
        ConcatExpression concat => $"(~ {Of(concat.Operands)})",
        AttributeExpression attribute => $"(attr {Of(attribute.Target)} {attribute.Name})",
        ItemExpression item => $"(item {Of(item.Target)} {Of(item.Key)})",
        SliceExpression slice => $"(slice {Of(slice.Start)} {Of(slice.Stop)} {Of(slice.Step)})",
        CallExpression call => $"(call {Of(call.Callee)}{Of(call.Arguments)})",
        FilterExpression filter => $"(filter {filter.Name} {Of(filter.Target)}{Of(filter.Arguments)})",
        TestExpression test => $"(test {test.Name} {Of(test.Target)}{Of(test.Arguments)})",
        _ => throw new ArgumentException(expression.GetType().Name),
    };

    private static string Of(IEnumerable<Expression> expressions) => $"[{string.Join(' ', expressions.Select(Of))}]";

    private static string Of(MacroSignature signature) =>
        $"({string.Join(' ', signature.Parameters.Select(parameter => parameter.Name))} = {string.Join(' ', signature.Defaults.Select(Of))})";

    private static string Of(CallArguments arguments) => string.Concat(arguments.Positional.Select(argument => " " + Of(argument)))
        + string.Concat(arguments.Keywords.Select(keyword => $" {keyword.Name}={Of(keyword.Value)}"))
        + (arguments.Spread is null ? "" : $" *{Of(arguments.Spread)}")
        + (arguments.KeywordSpread is null ? "" : $" **{Of(arguments.KeywordSpread)}");

    private static string Of(Value value) => value switch
    {
        StringValue text => PythonText.Repr(text.Text),
        IntegerValue integer => $"{integer.Value}",
        FloatValue number => FloatText.Repr(number.Value),
        BooleanValue boolean => $"{boolean.Value}",
        _ => "None",
    };

    private static string NameOf(CompareOperator operation) => operation switch
    {
        CompareOperator.Equal => "eq",
        CompareOperator.NotEqual => "ne",
        CompareOperator.Less => "lt",
        CompareOperator.LessOrEqual => "lteq",
        CompareOperator.Greater => "gt",
        CompareOperator.GreaterOrEqual => "gteq",
        CompareOperator.In => "in",
        _ => "notin",
    };

    private static string SymbolOf(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.FloorDivide => "//",
        BinaryOperator.Modulo => "%",
        _ => "**",
    };
}
