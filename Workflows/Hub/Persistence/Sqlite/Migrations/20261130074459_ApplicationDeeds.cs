using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StrongCities.Hub.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ApplicationDeeds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "SentAt",
                table: "Clarifications",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AnswersOutAt",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CoordinatorId",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "QuestionsCloseAt",
                table: "Cases",
                type: "INTEGER",
                nullable: true);

            // Until now a question of the city was written down when it was asked.
            migrationBuilder.Sql("UPDATE \"Clarifications\" SET \"SentAt\" = \"AskedAt\" WHERE NOT \"ByFunder\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "SentAt",
                table: "Clarifications");

            migrationBuilder.DropColumn(
                name: "AnswersOutAt",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "CoordinatorId",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "QuestionsCloseAt",
                table: "Cases");
        }
    }
}
