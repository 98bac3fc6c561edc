from odoo.fields import Command


def new_test_users(env, *users):
    """As Odoo's ``new_test_user``, but all at once: most of what it takes to create a
    user has to be done once for many. A list: what is read of one of them is not
    fetched for the others.

    :param dict users: the values of each, ``groups`` (XML ids with commas between)
        and ``login`` among them
    """
    created = env["res.users"].create([_prepare(env, **values) for values in users])
    return [env["res.users"].browse(user.id) for user in created]


def _prepare(env, login, groups, **values):
    group_ids = [env.ref(name.strip()).id for name in groups.split(",")]
    return {
        "name": f"{login} ({groups})",
        "login": login,
        "password": login.ljust(8, "x"),
        "email": f"{login[0]}.{login[0]}@example.com",
        "group_ids": [Command.set(group_ids)],
        **values,
    }
