// Fills a new Ghost: "node ghost_fill.js GHOST ORDER.json", run where Ghost's config.production.json is; without an
// order Ghost only lays out its database. It is started without listening; its own importer and models do the writing.

const fs = require('fs');
const path = require('path');

const [ghost, orderFile] = process.argv.slice(2);
const own = name => require(path.join(ghost, 'core', name));
const internal = {context: {internal: true}};

async function main() {
    await own('boot')({server: false, frontend: false});
    if (!orderFile) {
        return;
    }
    const order = JSON.parse(fs.readFileSync(orderFile, 'utf8'));
    const models = own('server/models');
    await own('server/services/auth/setup').setupUser(order.owner);
    // What every new Ghost says of itself, as "Delete all content" in its settings removes it.
    await own('server/api/endpoints').db.deleteAllContent(internal);
    const settings = Object.entries(order.settings).map(([key, value]) => ({key, value}));
    await models.Settings.edit(settings, internal);

    const {htmlToLexicalConverter} = own('server/lib/lexical');
    for (const post of order.content.data.posts) {
        post.lexical = JSON.stringify(htmlToLexicalConverter(post.html));
        delete post.html;
    }
    const importer = own('server/data/importer');
    const done = await importer.doImport(await importer.preProcess({data: order.content}));
    if (done.data.problems.length) {
        throw new Error(JSON.stringify(done.data.problems));
    }
}

main().then(() => process.exit(0), (error) => {
    console.error(error);
    process.exit(1);
});
