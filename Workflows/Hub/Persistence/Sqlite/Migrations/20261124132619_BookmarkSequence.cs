using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StrongCities.Hub.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class BookmarkSequence : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Route",
                table: "Bookmarks",
                type: "TEXT",
                maxLength: 250,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Sequence",
                table: "Bookmarks",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateIndex(
                name: "IX_Bookmarks_Route",
                table: "Bookmarks",
                column: "Route",
                filter: "\"Route\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Bookmarks_Route",
                table: "Bookmarks");

            migrationBuilder.DropColumn(
                name: "Route",
                table: "Bookmarks");

            migrationBuilder.DropColumn(
                name: "Sequence",
                table: "Bookmarks");
        }
    }
}
