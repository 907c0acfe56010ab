using ODataFeed;

// The first argument that is no option is a verb; serving is what the program is for.
return args is [var verb, ..] && !verb.StartsWith('-') ? await Verbs.RunAsync(verb, args[1..]) : await Serve.RunAsync(args);
