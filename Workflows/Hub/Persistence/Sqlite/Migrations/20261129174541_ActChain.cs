using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StrongCities.Hub.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ActChain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Before",
                table: "TaskActs",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "CaseId",
                table: "TaskActs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Hash",
                table: "TaskActs",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Position",
                table: "TaskActs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Before",
                table: "Decisions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "CaseId",
                table: "Decisions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Hash",
                table: "Decisions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Position",
                table: "Decisions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "CaseSeals",
                columns: table => new
                {
                    CaseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Rows = table.Column<int>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", nullable: false),
                    Mac = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseSeals", x => x.CaseId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_TaskActs_CaseId_Position",
                table: "TaskActs",
                columns: new[] { "CaseId", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_CaseId_Position",
                table: "Decisions",
                columns: new[] { "CaseId", "Position" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CaseSeals");

            migrationBuilder.DropIndex(
                name: "IX_TaskActs_CaseId_Position",
                table: "TaskActs");

            migrationBuilder.DropIndex(
                name: "IX_Decisions_CaseId_Position",
                table: "Decisions");

            migrationBuilder.DropColumn(
                name: "Before",
                table: "TaskActs");

            migrationBuilder.DropColumn(
                name: "CaseId",
                table: "TaskActs");

            migrationBuilder.DropColumn(
                name: "Hash",
                table: "TaskActs");

            migrationBuilder.DropColumn(
                name: "Position",
                table: "TaskActs");

            migrationBuilder.DropColumn(
                name: "Before",
                table: "Decisions");

            migrationBuilder.DropColumn(
                name: "CaseId",
                table: "Decisions");

            migrationBuilder.DropColumn(
                name: "Hash",
                table: "Decisions");

            migrationBuilder.DropColumn(
                name: "Position",
                table: "Decisions");
        }
    }
}
