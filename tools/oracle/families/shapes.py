"""Seventeen shapes of agent conversations, each with its name: what a model and its harness do to one another in practice."""

TOOLS = [{"type": "function", "function": {
    "name": name, "description": description,
    "parameters": {"type": "object", "properties": {key: {"type": "string"}}, "required": [key]}}}
    for name, description, key in (("tide", "Looks up the tide at a port.", "port"), ("ferry", "Books a ferry.", "route"))]


def system(text="You plan trips by boat."):
    return {"role": "system", "content": text}


def user(text):
    return {"role": "user", "content": text}


def says(text, thinks=None):
    return {"role": "assistant", "content": text} | ({} if thinks is None else {"reasoning_content": thinks})


def calls(number, *arguments, thinks=None, text=""):
    """An assistant turn with a call for each pair of a function's name and its argument."""
    return says(text, thinks) | {"tool_calls": [
        {"id": f"call_{number}_{i}", "type": "function", "function": {
            "name": name, "arguments": {"port" if name == "tide" else "route": argument}}}
        for i, (name, argument) in enumerate(arguments)]}


def results(number, *texts):
    return [{"role": "tool", "tool_call_id": f"call_{number}_{i}", "content": text} for i, text in enumerate(texts)]


def chain(length, thinks=False):
    """Call upon call until the answer."""
    steps = [user("Which port has the next high tide?")]
    for number in range(length):
        steps += [calls(number, ("tide", f"Port {number}"), thinks=f"Port {number} is next." if thinks else None)]
        steps += results(number, f'{{"high": "0{number}:15"}}')
    return steps + [says("Port 0 has it.", "The earliest is 00:15." if thinks else None)]


SHAPES = {
    "single tool": [user("When is high tide in Oban?"), calls(0, ("tide", "Oban")), *results(0, "06:12"), says("At 06:12.")],
    "single tool, thinking": [
        user("When is high tide in Oban?"), calls(0, ("tide", "Oban"), thinks="I look it up."), *results(0, "06:12"), says("At 06:12.", "The tool says so.")],
    "parallel tools": [
        system(), user("Oban or Mallaig?"), calls(0, ("tide", "Oban"), ("tide", "Mallaig")), *results(0, "06:12", "06:40"), says("Oban is first.")],
    "parallel tools, thinking and text": [
        user("Oban or Mallaig?"), calls(0, ("tide", "Oban"), ("tide", "Mallaig"), thinks="Both at once.", text="I ask for both."),
        *results(0, "06:12", "06:40"), says("Oban is first.", "06:12 is earlier.")],
    "parallel tools of two kinds": [
        user("Look and book."), calls(0, ("tide", "Oban"), ("ferry", "Oban-Craignure")), *results(0, "06:12", "booked"), says("Done.")],
    "long chain": chain(6),
    "long chain, thinking": chain(5, thinks=True),
    "chain with a system message": [system(), *chain(3)],
    "user after the answer": [user("Hello."), says("Hello, where to?"), user("Mull."), says("There is a ferry.")],
    "user after the answer, thinking": [
        user("Hello."), says("Hello, where to?", "A greeting."), user("Mull."), says("There is a ferry.", "Craignure is on Mull.")],
    "user in the middle of the work": [
        user("Book Mull."), calls(0, ("ferry", "Oban-Craignure")), *results(0, "sold out"), user("Take the next one."),
        calls(1, ("ferry", "Oban-Craignure 09:50")), *results(1, "booked"), says("Booked for 09:50.")],
    "users in a row": [user("Book Mull."), says("Which day?"), user("Sunday."), user("No, Monday."), says("Monday it is.")],
    "thinking now and then": [
        user("One."), says("1", "Counting."), user("Two."), says("2"), user("Three."), says("3", ""), user("Four."), says("4", "Still counting.")],
    "retry with a system message": [
        user("Book Mull."), calls(0, ("ferry", "Obann-Craignure")), *results(0, "no such port"), system("The last call failed: check the spelling."),
        calls(1, ("ferry", "Oban-Craignure"), thinks="A typing error."), *results(1, "booked"), says("Booked.")],
    "system message after an answer": [user("Hello."), says("Hello."), system("Answer in one word from here on."), user("Ready?"), says("Yes.")],
    "roles mixed": [
        system(), user("Plan Sunday."), calls(0, ("tide", "Oban"), ("ferry", "Oban-Craignure"), thinks="Tide and ferry."), *results(0, "06:12", "09:50"),
        system("The harbour closes at 18:00."), user("And back?"), calls(1, ("ferry", "Craignure-Oban")), *results(1, "17:05"), says("Back at 17:05.", "Before 18:00.")],
    "a turn of the client's own": [user("Hello."), says("Hello."), says("Shall I look for ferries?"), user("Yes."), says("There are three.")],
}


def fits(messages, append_roles):
    """Whether only roles that may be appended stand behind the model's first turn."""
    first = next(i for i, message in enumerate(messages) if message["role"] == "assistant")
    return all(message["role"] in ("assistant", *append_roles) for message in messages[first:])
