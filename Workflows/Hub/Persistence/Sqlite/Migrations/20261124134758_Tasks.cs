using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StrongCities.Hub.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Tasks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Decisions_TaskId",
                table: "Decisions");

            migrationBuilder.RenameColumn(
                name: "Decided",
                table: "TaskSeats",
                newName: "Step");

            migrationBuilder.AddColumn<long>(
                name: "DeclaredAt",
                table: "TaskSeats",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ForPersonId",
                table: "TaskSeats",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reason",
                table: "TaskSeats",
                type: "TEXT",
                nullable: false,
                defaultValue: "Role");

            migrationBuilder.AddColumn<string>(
                name: "Role",
                table: "TaskSeats",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "State",
                table: "TaskSeats",
                type: "TEXT",
                nullable: false,
                defaultValue: "Open");

            migrationBuilder.AddColumn<string>(
                name: "ActivityId",
                table: "Tasks",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "AlsoAsked",
                table: "Tasks",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<Guid>(
                name: "AssigneePersonId",
                table: "Tasks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Barred",
                table: "Tasks",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<bool>(
                name: "CanWithdraw",
                table: "Tasks",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Conflicts",
                table: "Tasks",
                type: "TEXT",
                nullable: false,
                defaultValue: "NotAsked");

            migrationBuilder.AddColumn<string>(
                name: "Ladder",
                table: "Tasks",
                type: "TEXT",
                nullable: false,
                defaultValue: "{\"SubstituteAt\":null,\"EscalateAt\":null,\"EscalateTo\":\"Nobody\",\"ParkAt\":null}");

            migrationBuilder.AddColumn<long>(
                name: "ParkedAt",
                table: "Tasks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Quorum",
                table: "Tasks",
                type: "TEXT",
                nullable: false,
                defaultValue: "{\"Kind\":\"Any\",\"Needed\":1}");

            migrationBuilder.AddColumn<string>(
                name: "Stakes",
                table: "Tasks",
                type: "TEXT",
                nullable: false,
                defaultValue: "Ordinary");

            migrationBuilder.AddColumn<Guid>(
                name: "ForPersonId",
                table: "Decisions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SeenVersion",
                table: "Decisions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "SteppedUp",
                table: "Decisions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "Absences",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SubstituteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    SetById = table.Column<Guid>(type: "TEXT", nullable: false),
                    SetAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Absences", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Absences_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Absences_People_SubstituteId",
                        column: x => x.SubstituteId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Recusals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TaskId = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Recusals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Recusals_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "StepUpCodes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TaskId = table.Column<string>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Salt = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    IssuedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Misses = table.Column<int>(type: "INTEGER", nullable: false),
                    UsedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StepUpCodes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StepUpCodes_Tasks_TaskId",
                        column: x => x.TaskId,
                        principalTable: "Tasks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TaskActs",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    TaskId = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    Channel = table.Column<string>(type: "TEXT", nullable: false),
                    GrantId = table.Column<string>(type: "TEXT", nullable: true),
                    MessageId = table.Column<string>(type: "TEXT", nullable: true),
                    TaskVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    SeenDigest = table.Column<string>(type: "TEXT", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TaskActs", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TaskActs_Tasks_TaskId",
                        column: x => x.TaskId,
                        principalTable: "Tasks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_TaskId_PersonId",
                table: "Decisions",
                columns: new[] { "TaskId", "PersonId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Absences_PersonId_Until",
                table: "Absences",
                columns: new[] { "PersonId", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_Absences_SubstituteId",
                table: "Absences",
                column: "SubstituteId");

            migrationBuilder.CreateIndex(
                name: "IX_Recusals_PersonId",
                table: "Recusals",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Recusals_RequestId_PersonId",
                table: "Recusals",
                columns: new[] { "RequestId", "PersonId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StepUpCodes_TaskId_PersonId",
                table: "StepUpCodes",
                columns: new[] { "TaskId", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_TaskActs_TaskId",
                table: "TaskActs",
                column: "TaskId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Absences");

            migrationBuilder.DropTable(
                name: "Recusals");

            migrationBuilder.DropTable(
                name: "StepUpCodes");

            migrationBuilder.DropTable(
                name: "TaskActs");

            migrationBuilder.DropIndex(
                name: "IX_Decisions_TaskId_PersonId",
                table: "Decisions");

            migrationBuilder.DropColumn(
                name: "DeclaredAt",
                table: "TaskSeats");

            migrationBuilder.DropColumn(
                name: "ForPersonId",
                table: "TaskSeats");

            migrationBuilder.DropColumn(
                name: "Reason",
                table: "TaskSeats");

            migrationBuilder.DropColumn(
                name: "Role",
                table: "TaskSeats");

            migrationBuilder.DropColumn(
                name: "State",
                table: "TaskSeats");

            migrationBuilder.DropColumn(
                name: "ActivityId",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "AlsoAsked",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "AssigneePersonId",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "Barred",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "CanWithdraw",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "Conflicts",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "Ladder",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "ParkedAt",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "Quorum",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "Stakes",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "ForPersonId",
                table: "Decisions");

            migrationBuilder.DropColumn(
                name: "SeenVersion",
                table: "Decisions");

            migrationBuilder.DropColumn(
                name: "SteppedUp",
                table: "Decisions");

            migrationBuilder.RenameColumn(
                name: "Step",
                table: "TaskSeats",
                newName: "Decided");

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_TaskId",
                table: "Decisions",
                column: "TaskId",
                unique: true);
        }
    }
}
