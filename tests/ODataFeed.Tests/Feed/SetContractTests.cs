using System.Text;
using Microsoft.OData.Edm;
using ODataFeed.Feed;
using ODataFeed.Tests.Snapshot.Derived;
using Xunit;

namespace ODataFeed.Tests.Feed;

/// <summary>The derived and system sets as <c>$metadata</c> has them: names that workbooks rely on, so a change must be seen.</summary>
public sealed class SetContractTests
{
    [Fact]
    public void KeepsTheContractOfTheDerivedSets()
    {
        var model = EdmModelBuilder.Build(Sets.Model, ServiceCapabilities.Current);
        var contract = new StringBuilder();
        foreach (var set in Sets.Model.Sets.Where(set => set.Report is null || set.View is not null))
        {
            var type = model.EntityContainer.FindEntitySet(set.Name).EntityType();
            contract.Append($"{set.Name}({string.Join(", ", type.Key().Select(key => key.Name))})\n");
            foreach (var property in type.StructuralProperties())
                contract.Append($"  {property.Name} {property.Type.PrimitiveKind()}{(property.Type.IsNullable ? "" : " not null")}\n");
            foreach (var property in type.NavigationProperties())
                contract.Append($"  → {Print(property)}\n");
        }

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data/set-contract.txt")), contract.ToString());
    }

    [Theory]
    [InlineData("Office365ActiveUserCounts", "Date to Dates by ReportDate")]
    [InlineData("EmailActivityUserDetail", "Date to Dates by ReportRefreshDate, User to Users by UserPrincipalName")]
    [InlineData("EmailActivityUserDetailHistory", "Date to Dates by ReportRefreshDate, User to Users by UserPrincipalName")]
    [InlineData("ApiUsage", "")]
    [InlineData("SharePointApiUsage", "")]
    public void ReportsLeadToDaysAndUsers(string set, string navigations)
    {
        var type = EdmModelBuilder.Build(Sets.Model, ServiceCapabilities.Current).EntityContainer.FindEntitySet(set).EntityType();

        Assert.Equal(navigations, string.Join(", ", type.NavigationProperties().Select(Print)));
    }

    [Fact]
    public void EveryReportButThoseOfApiUsageHasADate() =>
        Assert.Equal(["ApiUsage", "SharePointApiUsage"], Sets.Model.ReportSets.Where(set => set.Navigations.All(navigation => navigation.Name != "Date")).Select(set => set.Name));

    /// <summary>The own column and the property are nullable or not alike (CSDL §8.5), and the container says which set is meant.</summary>
    [Fact]
    public void NavigationIsBoundAndNullableAsItsColumn()
    {
        var model = EdmModelBuilder.Build(Sets.Model, ServiceCapabilities.Current);
        foreach (var set in model.EntityContainer.EntitySets())
        {
            foreach (var navigation in set.EntityType().NavigationProperties())
            {
                Assert.Equal(navigation.DependentProperties().Single().Type.IsNullable, navigation.Type.IsNullable);
                Assert.Equal(navigation.Name == "Date" ? "Dates" : "Users", set.FindNavigationTarget(navigation).Name);
            }
        }
    }

    static string Print(IEdmNavigationProperty navigation) =>
        $"{navigation.Name} to {navigation.ToEntityType().Name} by {navigation.DependentProperties().Single().Name}";
}
