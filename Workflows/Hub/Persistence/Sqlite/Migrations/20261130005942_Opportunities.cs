using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StrongCities.Hub.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Opportunities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CityProfiles",
                columns: table => new
                {
                    CityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    HubId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Profile = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedByName = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CityProfiles", x => x.CityId);
                    table.ForeignKey(
                        name: "FK_CityProfiles_Cities_CityId",
                        column: x => x.CityId,
                        principalTable: "Cities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Matches",
                columns: table => new
                {
                    OpportunityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    HubId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Overall = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Lane = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Score = table.Column<int>(type: "INTEGER", nullable: false),
                    States = table.Column<int>(type: "INTEGER", nullable: false),
                    Parts = table.Column<long>(type: "INTEGER", nullable: false),
                    ComputedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Override = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    OverrideReason = table.Column<string>(type: "TEXT", nullable: true),
                    OverriddenById = table.Column<Guid>(type: "TEXT", nullable: true),
                    OverriddenByName = table.Column<string>(type: "TEXT", nullable: true),
                    OverriddenAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    AnsweredAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Matches", x => new { x.OpportunityId, x.CityId });
                });

            migrationBuilder.CreateTable(
                name: "MatchInputs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    HubId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Fingerprint = table.Column<long>(type: "INTEGER", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MatchInputs", x => new { x.HubId, x.Kind, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "MatchSettings",
                columns: table => new
                {
                    HubId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Settings = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedByName = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MatchSettings", x => x.HubId);
                });

            migrationBuilder.CreateTable(
                name: "Opportunities",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    HubId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Row = table.Column<long>(type: "INTEGER", nullable: false),
                    Facts = table.Column<string>(type: "TEXT", nullable: false),
                    Eligibility = table.Column<string>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    RejectReason = table.Column<string>(type: "TEXT", nullable: true),
                    RejectNote = table.Column<string>(type: "TEXT", nullable: true),
                    FastLane = table.Column<bool>(type: "INTEGER", nullable: false),
                    MergedIntoId = table.Column<Guid>(type: "TEXT", nullable: true),
                    GoneAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    ClosesAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PostDay = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Currency = table.Column<string>(type: "TEXT", nullable: true),
                    TotalAmount = table.Column<double>(type: "REAL", nullable: true),
                    MinAmount = table.Column<double>(type: "REAL", nullable: true),
                    MaxAmount = table.Column<double>(type: "REAL", nullable: true),
                    FunderKey = table.Column<string>(type: "TEXT", nullable: false),
                    NumberKey = table.Column<string>(type: "TEXT", nullable: true),
                    AddressKey = table.Column<string>(type: "TEXT", nullable: true),
                    TitleKey = table.Column<string>(type: "TEXT", nullable: false),
                    ApplicantKeys = table.Column<string>(type: "TEXT", nullable: false),
                    ThemeKeys = table.Column<string>(type: "TEXT", nullable: false),
                    CountryKeys = table.Column<string>(type: "TEXT", nullable: true),
                    BarredKeys = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Opportunities", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OpportunitySources",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    HubId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Address = table.Column<string>(type: "TEXT", nullable: true),
                    Settings = table.Column<string>(type: "TEXT", nullable: false),
                    Schedule = table.Column<string>(type: "TEXT", nullable: false),
                    IsEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    ProtectedSecret = table.Column<string>(type: "TEXT", nullable: true),
                    ETag = table.Column<string>(type: "TEXT", nullable: true),
                    LastModified = table.Column<long>(type: "INTEGER", nullable: true),
                    NextRunAt = table.Column<long>(type: "INTEGER", nullable: true),
                    AskedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    FailuresInRow = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OpportunitySources", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SavedSearches",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    HubId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Filter = table.Column<string>(type: "TEXT", nullable: false),
                    Notify = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedSearches", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SavedSearches_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OpportunityChanges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    OpportunityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Field = table.Column<string>(type: "TEXT", nullable: false),
                    Old = table.Column<string>(type: "TEXT", nullable: true),
                    New = table.Column<string>(type: "TEXT", nullable: true),
                    SourceKey = table.Column<string>(type: "TEXT", nullable: true),
                    ById = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OpportunityChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OpportunityChanges_Opportunities_OpportunityId",
                        column: x => x.OpportunityId,
                        principalTable: "Opportunities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OpportunityLikenesses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OpportunityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OtherId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Why = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    SettledAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OpportunityLikenesses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OpportunityLikenesses_Opportunities_OpportunityId",
                        column: x => x.OpportunityId,
                        principalTable: "Opportunities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_OpportunityLikenesses_Opportunities_OtherId",
                        column: x => x.OtherId,
                        principalTable: "Opportunities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OpportunityRecords",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    HubId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SourceKey = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    OpportunityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Leads = table.Column<bool>(type: "INTEGER", nullable: false),
                    Fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    Facts = table.Column<string>(type: "TEXT", nullable: true),
                    ModifiedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FirstSeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    GoneAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OpportunityRecords", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OpportunityRecords_Opportunities_OpportunityId",
                        column: x => x.OpportunityId,
                        principalTable: "Opportunities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SourceRuns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SourceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    StartedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    FileName = table.Column<string>(type: "TEXT", nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", nullable: false),
                    Problem = table.Column<string>(type: "TEXT", nullable: false),
                    ProblemText = table.Column<string>(type: "TEXT", nullable: true),
                    Found = table.Column<int>(type: "INTEGER", nullable: false),
                    New = table.Column<int>(type: "INTEGER", nullable: false),
                    Changed = table.Column<int>(type: "INTEGER", nullable: false),
                    Same = table.Column<int>(type: "INTEGER", nullable: false),
                    Duplicate = table.Column<int>(type: "INTEGER", nullable: false),
                    Faulty = table.Column<int>(type: "INTEGER", nullable: false),
                    Requests = table.Column<int>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SourceRuns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SourceRuns_OpportunitySources_SourceId",
                        column: x => x.SourceId,
                        principalTable: "OpportunitySources",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SourceFaults",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Problem = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SourceFaults", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SourceFaults_SourceRuns_RunId",
                        column: x => x.RunId,
                        principalTable: "SourceRuns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CityProfiles_HubId",
                table: "CityProfiles",
                column: "HubId");

            migrationBuilder.CreateIndex(
                name: "IX_Matches_CityId_Overall",
                table: "Matches",
                columns: new[] { "CityId", "Overall" });

            migrationBuilder.CreateIndex(
                name: "IX_Matches_HubId",
                table: "Matches",
                column: "HubId");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_AddressKey",
                table: "Opportunities",
                column: "AddressKey");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_HubId_ChangedAt",
                table: "Opportunities",
                columns: new[] { "HubId", "ChangedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_HubId_State_ClosesAt",
                table: "Opportunities",
                columns: new[] { "HubId", "State", "ClosesAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_NumberKey",
                table: "Opportunities",
                column: "NumberKey");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_Row",
                table: "Opportunities",
                column: "Row",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_TitleKey",
                table: "Opportunities",
                column: "TitleKey");

            migrationBuilder.CreateIndex(
                name: "IX_OpportunityChanges_OpportunityId_Id",
                table: "OpportunityChanges",
                columns: new[] { "OpportunityId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_OpportunityLikenesses_OpportunityId_OtherId",
                table: "OpportunityLikenesses",
                columns: new[] { "OpportunityId", "OtherId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OpportunityLikenesses_OtherId",
                table: "OpportunityLikenesses",
                column: "OtherId");

            migrationBuilder.CreateIndex(
                name: "IX_OpportunityRecords_HubId_SourceKey_Key",
                table: "OpportunityRecords",
                columns: new[] { "HubId", "SourceKey", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OpportunityRecords_OpportunityId",
                table: "OpportunityRecords",
                column: "OpportunityId");

            migrationBuilder.CreateIndex(
                name: "IX_OpportunitySources_HubId_Key",
                table: "OpportunitySources",
                columns: new[] { "HubId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OpportunitySources_NextRunAt",
                table: "OpportunitySources",
                column: "NextRunAt");

            migrationBuilder.CreateIndex(
                name: "IX_SavedSearches_PersonId_Name",
                table: "SavedSearches",
                columns: new[] { "PersonId", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SourceFaults_RunId",
                table: "SourceFaults",
                column: "RunId");

            migrationBuilder.CreateIndex(
                name: "IX_SourceRuns_Outcome",
                table: "SourceRuns",
                column: "Outcome");

            migrationBuilder.CreateIndex(
                name: "IX_SourceRuns_SourceId_StartedAt",
                table: "SourceRuns",
                columns: new[] { "SourceId", "StartedAt" });

            migrationBuilder.Sql(StrongCities.Hub.Opportunities.Search.SqliteOpportunityIndex.Create);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(StrongCities.Hub.Opportunities.Search.SqliteOpportunityIndex.Drop);

            migrationBuilder.DropTable(
                name: "CityProfiles");

            migrationBuilder.DropTable(
                name: "Matches");

            migrationBuilder.DropTable(
                name: "MatchInputs");

            migrationBuilder.DropTable(
                name: "MatchSettings");

            migrationBuilder.DropTable(
                name: "OpportunityChanges");

            migrationBuilder.DropTable(
                name: "OpportunityLikenesses");

            migrationBuilder.DropTable(
                name: "OpportunityRecords");

            migrationBuilder.DropTable(
                name: "SavedSearches");

            migrationBuilder.DropTable(
                name: "SourceFaults");

            migrationBuilder.DropTable(
                name: "Opportunities");

            migrationBuilder.DropTable(
                name: "SourceRuns");

            migrationBuilder.DropTable(
                name: "OpportunitySources");
        }
    }
}
