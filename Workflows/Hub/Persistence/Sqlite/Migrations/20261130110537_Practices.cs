using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StrongCities.Hub.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Practices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "PracticeHelp",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PracticeLastPicture",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PracticePhase",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PracticePictures",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PracticeRelease",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "PracticeRequestId",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PracticeSharedAt",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PracticeSlug",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PracticeTakenBackAt",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PracticeText",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "PracticeTextVersion",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Cases_HubId_PracticeSlug",
                table: "Cases",
                columns: new[] { "HubId", "PracticeSlug" },
                unique: true,
                filter: "\"PracticeSlug\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_PracticeRequestId",
                table: "Cases",
                column: "PracticeRequestId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Cases_HubId_PracticeSlug",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_PracticeRequestId",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PracticeHelp",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PracticeLastPicture",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PracticePhase",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PracticePictures",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PracticeRelease",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PracticeRequestId",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PracticeSharedAt",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PracticeSlug",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PracticeTakenBackAt",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PracticeText",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "PracticeTextVersion",
                table: "Cases");
        }
    }
}
