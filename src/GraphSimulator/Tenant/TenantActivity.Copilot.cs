namespace GraphSimulator.Tenant;

// Copilot: prompts, and the apps they were typed into.
sealed partial class TenantActivity
{
    /// <summary>The apps prompts go to, and on how many of a hundred days of use.</summary>
    static readonly (Measure App, int Percent)[] CopilotApps =
    [
        (Measure.CopilotTeams, 52), (Measure.CopilotWord, 30), (Measure.CopilotExcel, 16), (Measure.CopilotPowerPoint, 14),
        (Measure.CopilotOutlook, 44), (Measure.CopilotOneNote, 5), (Measure.CopilotLoop, 3), (Measure.CopilotApp, 38),
        (Measure.CopilotEdge, 9), (Measure.CopilotAgent, 11),
    ];

    static void FillCopilot(in Person person, ref Dice dice, Span<int> cell)
    {
        var prompts = 0;
        foreach (var (app, percent) in CopilotApps)
        {
            if (!dice.Chance(percent))
                continue;
            cell.At(app) = 1;
            prompts += 1 + dice.Amount(person.Vigour);
        }

        var web = dice.Chance(26);
        var work = dice.Chance(48) || (prompts == 0 && !web);
        cell.At(Measure.CopilotChatWork) = work ? 1 : 0;
        cell.At(Measure.CopilotChatWeb) = web ? 1 : 0;
        cell.At(Measure.CopilotChat) = work || web ? 1 : 0;
        cell.At(Measure.PromptsWork) = work ? 1 + dice.Amount(person.Vigour * 2) : 0;
        cell.At(Measure.PromptsWeb) = web ? 1 + dice.Amount(person.Vigour) : 0;
        cell.At(Measure.Prompts) = prompts + cell.At(Measure.PromptsWork) + cell.At(Measure.PromptsWeb);
    }
}
