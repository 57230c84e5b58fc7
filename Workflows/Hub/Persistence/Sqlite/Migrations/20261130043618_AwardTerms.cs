using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StrongCities.Hub.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AwardTerms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Told",
                table: "Obligations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Told",
                table: "Instalments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "End",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndReason",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Terms",
                table: "Cases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Told",
                table: "Amendments",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Told",
                table: "Obligations");

            migrationBuilder.DropColumn(
                name: "Told",
                table: "Instalments");

            migrationBuilder.DropColumn(
                name: "End",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "EndReason",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Terms",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Told",
                table: "Amendments");
        }
    }
}
